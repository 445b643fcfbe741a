/** Above the story: what is played, how the connection stands, and the tools of a turn. */
import { ActionIcon, Badge, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ContextButton } from '../context/context-button.tsx';
import { CostButton } from '../costs/cost-button.tsx';
import type { LiveJourney } from '../game/use-journey.ts';
import { ModelPickerButton } from '../models/model-picker-button.tsx';
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
  const last = state.passages.at(-1);
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
      <div className={classes['tools']}>
        <ModelPickerButton journey={journey} />
        <CostButton journey={journey} />
        {last && (
          <span className={classes['wideOnly']}>
            <ContextButton journeyId={state.journeyId} n={last.n} />
          </span>
        )}
      </div>
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
    </div>
  );
}
