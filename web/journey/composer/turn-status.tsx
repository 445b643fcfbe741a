/** Who acts now and what the AI is doing; stopping one's own turn, and taking back what waits. */
import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Credits } from '../../format/credits-text.tsx';
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
  const { current, queue } = state;
  const stop = useMutation({ mutationFn: (turnId: string) => session.stop(turnId), onSuccess: onGone });
  const isMine = current?.playerId === session.playerId;
  const waiting = queue.flatMap(({ turnId, playerId, action }, index) => {
    const ahead = index + (current ? 1 : 0);
    return playerId === session.playerId ? [{ turnId, action, ahead }] : [];
  });
  return (
    <>
      <div className={classes['status']}>
        <Text size="sm" role="status">
          {statusText(journey, t)}
        </Text>
        {current ? <Elapsed key={current.turnId} /> : <WhatIsLeft journey={journey} />}
        {current && isMine && (
          <Button
            className={classes['stop']}
            size="compact-md"
            fz="sm"
            variant="default"
            leftSection={<StopIcon size={16} />}
            title={t('status.stopTitle')}
            loading={stop.isPending}
            onClick={() => stop.mutate(current.turnId)}
          >
            {t('status.stop')}
          </Button>
        )}
      </div>
      {waiting.map(({ turnId, action, ahead }) => (
        <div key={turnId} className={classes['queued']}>
          <Text size="sm" truncate>
            {t('status.queued', { count: ahead, action: action === '' ? t('composer.mode.continue') : action })}
          </Text>
          <Button size="compact-md" fz="sm" variant="default" onClick={() => stop.mutate(turnId)}>
            {t('status.withdraw')}
          </Button>
        </div>
      ))}
      {stop.isError && (
        <Text size="sm" c="red" role="alert">
          {failureText(stop.error)}
        </Text>
      )}
    </>
  );
}

/** Who acts now, what the AI is doing, and how many wait. */
function statusText({ session, state }: LiveJourney, t: TFunction<'journey'>): string {
  const { current, queue, players } = state;
  if (!current) return t(players.length > 1 ? 'status.idleTogether' : 'status.idle');
  const { playerId, phase, ahead: count } = current;
  const name = players.find((player) => player.playerId === playerId)?.name ?? t('people.somebody');
  const doing =
    playerId === session.playerId ? t(`status.mine.${phase}`, { count }) : t(`status.theirs.${phase}`, { name, count });
  const othersWait = queue.filter((action) => action.playerId !== session.playerId).length;
  return othersWait === 0 ? doing : `${doing} ${t('status.othersWait', { count: othersWait })}`;
}

/** What the next turns can be paid with. */
function WhatIsLeft({ journey }: { readonly journey: LiveJourney }) {
  const { t } = useTranslation('journey');
  const { me } = journey.state;
  if (!me) return null;
  const { freeTurnsLeft, freeTurnsPerDay, available } = me.wallet;
  const isFree = me.quote.funding === 'free';
  return (
    <Text size="sm" c="dimmed" ml="auto">
      {isFree ? (
        t('status.freeTurnsLeft', { count: freeTurnsLeft, most: freeTurnsPerDay })
      ) : (
        <Credits amount={available} rounding="floor" />
      )}
    </Text>
  );
}
