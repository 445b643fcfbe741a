/** The first page: worlds to play, found by words. One click plays. */
import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { game } from '../game/game.ts';
import { Failure } from '../shell/failure.tsx';
import { Loading } from '../shell/loading.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { WorldCard } from './world-card.tsx';

export function DiscoverPage() {
  const { t } = useTranslation('discover');
  usePageTitle(undefined);
  const worlds = useQuery({ queryKey: ['worlds'], queryFn: () => game.api.worlds.list({}) });
  return (
    <Stack gap="xl">
      <Stack gap="xs" maw="44rem">
        <Title>{t('title')}</Title>
        <Text size="lg">{t('lead')}</Text>
      </Stack>
      {worlds.isPending && <Loading />}
      {worlds.isError && <Failure failure={worlds.error} onAgain={() => void worlds.refetch()} />}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="lg">
        {worlds.data?.map((world) => (
          <WorldCard key={world.worldId} world={world} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}
