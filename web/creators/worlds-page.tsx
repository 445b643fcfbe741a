/** A creator's worlds: who plays them now, and what they bring in. */
import { Anchor, Button, Group, Loader, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { percentText } from '../format/numbers.ts';
import { game } from '../game/game.ts';
import { useSignedIn } from '../game/sign-in.ts';
import { Failure } from '../shell/failure.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { OwnWorldCard } from './own-world-card.tsx';

/** Worlds are looked at again this often; each one's own page is live. */
const REFRESH_MS = 10_000;

export function WorldsPage() {
  const { t } = useTranslation('creators');
  usePageTitle(t('title'));
  const signedIn = useSignedIn();
  const terms = useQuery({ queryKey: ['terms'], queryFn: () => game.api.terms() });
  const worlds = useQuery({
    queryKey: ['creator', 'worlds'],
    queryFn: () => game.api.creator.worlds(),
    enabled: signedIn,
    refetchInterval: REFRESH_MS,
  });
  return (
    <Stack gap="xl">
      <Group justify="space-between" align="flex-end">
        <Stack gap="xs" maw="44rem">
          <Title>{t('title')}</Title>
          {terms.data && <Text size="lg">{t('lead', { share: percentText(terms.data.shareBasisPoints / 10_000) })}</Text>}
        </Stack>
        {signedIn && (
          <Button component={Link} href="/create/earnings" variant="default">
            {t('earnings')}
          </Button>
        )}
      </Group>
      {worlds.isError && <Failure failure={worlds.error} onAgain={() => void worlds.refetch()} />}
      {signedIn && worlds.isPending && <Loader type="dots" />}
      {(!signedIn || worlds.data?.length === 0) && <NoWorlds />}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="lg">
        {worlds.data?.map((world) => (
          <OwnWorldCard key={world.worldId} world={world} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function NoWorlds() {
  const { t } = useTranslation('creators');
  return (
    <Stack gap="xs" maw="44rem">
      <Title order={2} size="h3">
        {t('none.title')}
      </Title>
      <Text>{t('none.text')}</Text>
      <Anchor component={Link} href="/">
        {t('none.discover')}
      </Anchor>
    </Stack>
  );
}
