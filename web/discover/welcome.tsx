/** What this place is, in two lines, and one button that needs no reading. */
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WorldSummary } from '#sdk/index.ts';
import { game } from '../game/game.ts';
import { Failure } from '../shell/failure.tsx';
import { usePlay } from './use-play.ts';

/** `world`: what the button plays; undefined until it is known. */
export function Welcome({ world }: { readonly world: WorldSummary | undefined }) {
  const { t } = useTranslation('discover');
  const play = usePlay();
  const terms = useQuery({ queryKey: ['terms'], queryFn: () => game.api.terms() });
  const freeTurns = terms.data?.freeTurnsPerDay.guest ?? 0;
  return (
    <Stack gap="md" maw="46rem">
      <Title>{t('title')}</Title>
      <Text size="lg">{t('lead')}</Text>
      <Group gap="md">
        <Button
          size="lg"
          loading={play.isPending}
          disabled={!world}
          onClick={() => world && play.mutate({ worldId: world.worldId })}
        >
          {t('playNow')}
        </Button>
        <Text size="sm" c="dimmed" maw="22rem" mih="2.6rem">
          {world && t('playNowMeans', { name: world.name })} {freeTurns > 0 && t('freeTurns', { count: freeTurns })}
        </Text>
      </Group>
      {play.isError && <Failure failure={play.error} />}
    </Stack>
  );
}
