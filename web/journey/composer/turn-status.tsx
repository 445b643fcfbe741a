/** Who acts now and what the AI is doing; stopping one's own turn, and taking back what waits. */
import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { LiveJourney } from '../../game/use-journey.ts';
import { failureText } from '../../shell/failure-text.ts';
import { StopIcon } from '../../shell/icons.tsx';
import { Elapsed } from './elapsed.tsx';
import classes from './composer.module.css';

interface TurnStatusProps {
  readonly journey: LiveJourney;
  /** The button that was pressed goes: the focus goes on to the composer. */
  readonly onGone: () => void;
}

export function TurnStatus({ journey, onGone }: TurnStatusProps) {
  const { t } = useTranslation('journey');
  const { session, state } = journey;
  const { current, queue, players } = state;
  const stop = useMutation({ mutationFn: (turnId: string) => session.stop(turnId), onSuccess: onGone });
  const isMine = current?.playerId === session.playerId;
  const nameOf = (playerId: string) => players.find((player) => player.playerId === playerId)?.name ?? t('people.somebody');
  const waiting = queue.flatMap(({ turnId, playerId, action }, index) => {
    const ahead = index + (current ? 1 : 0);
    return playerId === session.playerId ? [{ turnId, action, ahead }] : [];
  });
  const othersWait = queue.length - waiting.length;
  return (
    <div className={classes['status']}>
      <div role="status">
        {current && (
          <Text size="sm" component="span">
            {isMine
              ? t(`status.mine.${current.phase}`, { count: current.ahead })
              : t(`status.theirs.${current.phase}`, { name: nameOf(current.playerId), count: current.ahead })}
          </Text>
        )}
        {othersWait > 0 && (
          <Text size="sm" c="dimmed" component="span">
            {' '}
            {t('status.othersWait', { count: othersWait })}
          </Text>
        )}
      </div>
      {current && <Elapsed key={current.turnId} />}
      {current && isMine && (
        <Button
          className={classes['stop']}
          size="compact-sm"
          variant="default"
          leftSection={<StopIcon size={16} />}
          title={t('status.stopTitle')}
          loading={stop.isPending}
          onClick={() => stop.mutate(current.turnId)}
        >
          {t('status.stop')}
        </Button>
      )}
      {waiting.map(({ turnId, action, ahead }) => (
        <Group key={turnId} gap="xs" className={classes['queued']} wrap="nowrap">
          <Text size="sm" truncate>
            {t('status.queued', { count: ahead, action: action === '' ? t('composer.mode.continue') : action })}
          </Text>
          <Button size="compact-sm" variant="default" onClick={() => stop.mutate(turnId)}>
            {t('status.withdraw')}
          </Button>
        </Group>
      ))}
      {stop.isError && (
        <Text size="sm" c="red" role="alert">
          {failureText(stop.error)}
        </Text>
      )}
    </div>
  );
}
