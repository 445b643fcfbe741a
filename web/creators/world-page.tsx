/** One world of one's own: as it is played now, then day by day. */
import { Anchor, Group, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'wouter';
import { game } from '../game/game.ts';
import { Failure } from '../shell/failure.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { WorldDays } from './world-days.tsx';
import { WorldLive } from './world-live.tsx';

export function WorldPage() {
  const { worldId = '' } = useParams();
  const { t } = useTranslation('creators');
  const world = useQuery({ queryKey: ['world', worldId], queryFn: () => game.api.worlds.get({ worldId }) });
  usePageTitle(world.data?.name);
  if (world.isError) return <Failure failure={world.error} onAgain={() => void world.refetch()} />;
  return (
    <Stack gap="xl">
      <Stack gap={4}>
        <Group gap="md">
          <Anchor component={Link} href="/create" size="sm">
            {t('world.back')}
          </Anchor>
          <Anchor component={Link} href={`/worlds/${worldId}`} size="sm">
            {t('world.playPage')}
          </Anchor>
        </Group>
        <Title>{world.data?.name ?? ' '}</Title>
      </Stack>
      <WorldLive worldId={worldId} />
      <WorldDays worldId={worldId} />
    </Stack>
  );
}
