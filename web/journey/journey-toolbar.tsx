/** Above the story: what is played, how the connection stands, and the tools of a turn. */
import { ActionIcon, Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LiveJourney } from '../game/use-journey.ts';
import { PanelIcon } from '../shell/icons.tsx';
import classes from './journey.module.css';

interface JourneyToolbarProps {
  readonly journey: LiveJourney;
  readonly isPanelOpen: boolean;
  readonly onPanel: () => void;
}

export function JourneyToolbar({ journey, isPanelOpen, onPanel }: JourneyToolbarProps) {
  const { t } = useTranslation('journey');
  const { state, status } = journey;
  const here = state.players.filter(({ connected }) => connected).length;
  return (
    <div className={classes['toolbar']}>
      <h1 className={classes['name']}>{state.title}</h1>
      {state.players.length > 1 && (
        <Text size="sm" c="dimmed" className={classes['here']}>
          {t('people.here', { count: here })}
        </Text>
      )}
      {status !== 'live' && (
        <Badge variant="outline" color="gray" tt="none">
          {t(`connection.status.${status}`)}
        </Badge>
      )}
      <Group gap={4} wrap="nowrap" ml="auto">
        <ActionIcon
          variant={isPanelOpen ? 'light' : 'subtle'}
          size="lg"
          aria-label={t('panel.toggle')}
          title={t('panel.toggle')}
          aria-expanded={isPanelOpen}
          onClick={onPanel}
        >
          <PanelIcon />
        </ActionIcon>
      </Group>
    </div>
  );
}
