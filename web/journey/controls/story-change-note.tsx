/** Says who took the story back, brought it forward, or put a turn into other words. */
import { useEffect, useState } from 'react';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StoryChange } from '#sdk/index.ts';
import type { LiveJourney } from '../../game/use-journey.ts';

export function StoryChangeNote({ journey: { session, state } }: { readonly journey: LiveJourney }) {
  const { t } = useTranslation('journey');
  const [change, setChange] = useState<StoryChange | null>(null);
  useEffect(() => session.on('story', setChange), [session]);
  const name = state.players.find(({ playerId }) => playerId === change?.by)?.name ?? t('people.somebody');
  const isShown = change !== null && state.current === null;
  return (
    <Text size="sm" c="dimmed" role="status">
      {isShown &&
        (change.by === session.playerId ? t(`changed.mine.${change.what}`) : t(`changed.theirs.${change.what}`, { name }))}
    </Text>
  );
}
