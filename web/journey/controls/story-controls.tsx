/** Below the newest passage: another telling of it, at its price; back and forward, for nothing. */
import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Actions, PriceSeen } from '../composer/use-actions.ts';
import type { PassageSnapshot } from '#sdk/index.ts';
import type { LiveJourney } from '../../game/use-journey.ts';
import { failureText } from '../../shell/failure-text.ts';
import { RedoIcon, UndoIcon } from '../../shell/icons.tsx';
import { Alternatives } from './alternatives.tsx';
import { RetryButton } from './retry-button.tsx';
import { StoryChangeNote } from './story-change-note.tsx';
import classes from './controls.module.css';

interface StoryControlsProps {
  readonly journey: LiveJourney;
  readonly retry: Actions['retry'];
  /** Where the focus goes when the button that had it is gone. */
  readonly toBox: () => void;
}

export function StoryControls({ journey, retry, toBox }: StoryControlsProps) {
  const { t } = useTranslation('journey');
  const { session, state, status } = journey;
  const { head, passages, canUndo, canRedo, current, queue } = state;
  const move = useMutation({
    mutationFn: async (to: 'undo' | 'redo' | { turnId: string }) => {
      await (to === 'undo' ? session.undo() : to === 'redo' ? session.redo() : session.choose(to.turnId));
    },
    onSettled: () => {
      // A button that can do no more lets go of the focus.
      if (document.activeElement === document.body) toBox();
    },
  });
  const told = passages.find(({ turnId }) => turnId === head);
  const isBusy = current !== null || queue.length > 0;
  if ((!told && !canRedo) || isBusy || status !== 'live') return <StoryChangeNote journey={journey} />;
  const isMine = told?.playerId === session.playerId;
  const tellAnew = ({ mode, action: text }: PassageSnapshot, lock: PriceSeen) => {
    retry({ mode, text }, lock);
    toBox();
  };
  return (
    <div className={classes['controls']} role="group" aria-label={t('controls.label')}>
      <Group gap="xs">
        {told && <Alternatives {...{ told, state }} isPending={move.isPending} onChoose={(turnId) => move.mutate({ turnId })} />}
        <Button {...QUIET} leftSection={<UndoIcon size={16} />} disabled={!canUndo} onClick={() => move.mutate('undo')}>
          {t('controls.undo')}
        </Button>
        {canRedo && (
          <Button {...QUIET} leftSection={<RedoIcon size={16} />} onClick={() => move.mutate('redo')}>
            {t('controls.redo')}
          </Button>
        )}
        {told && isMine && <RetryButton state={state} onRetry={(lock) => tellAnew(told, lock)} />}
      </Group>
      {move.isError && (
        <Text size="sm" c="red" role="alert">
          {failureText(move.error)}
        </Text>
      )}
      <StoryChangeNote journey={journey} />
    </div>
  );
}

const QUIET = { variant: 'subtle', color: 'gray', size: 'compact-md', fz: 'sm', fw: 500 } as const;
