/** Where one is signed in, and signing out there. */
import { Badge, Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SignInSession } from '#sdk/index.ts';
import { agoText, dayText } from '../format/times.ts';
import { game } from '../game/game.ts';
import { Failure } from '../shell/failure.tsx';
import { Loading } from '../shell/loading.tsx';
import classes from './account.module.css';

/** The server says when a device was used to the hour. */
const HOUR_MS = 3_600_000;

export function Devices() {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => game.api.account.sessions(), staleTime: 0 });
  const onSuccess = () => void queries.invalidateQueries({ queryKey: ['sessions'] });
  const end = useMutation({ mutationFn: (sessionId: string) => game.api.account.endSession({ sessionId }), onSuccess });
  const endOthers = useMutation({ mutationFn: () => game.api.account.endOtherSessions(), onSuccess });
  if (sessions.isError) return <Failure failure={sessions.error} onAgain={() => void sessions.refetch()} />;
  if (!sessions.data) return <Loading />;
  const failure = end.error ?? endOthers.error;
  return (
    <>
      <ul className={classes['devices']}>
        {sessions.data.map((session) => (
          <Device
            key={session.sessionId}
            session={session}
            ending={end.isPending && end.variables === session.sessionId}
            onEnd={() => end.mutate(session.sessionId)}
          />
        ))}
      </ul>
      {failure && <Failure failure={failure} />}
      {sessions.data.length > 1 && (
        <Group>
          <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {t('devices.endOthers')}
          </Button>
        </Group>
      )}
    </>
  );
}

interface DeviceProps {
  readonly session: SignInSession;
  readonly ending: boolean;
  readonly onEnd: () => void;
}

function Device({ session, ending, onEnd }: DeviceProps) {
  const { t } = useTranslation('account');
  const { device, address, createdAt, lastUsedAt, current } = session;
  const name = [device.browser, device.system].filter((word) => word !== null).join(', ') || t('devices.unknown');
  const isUsedNow = current || Date.now() - Date.parse(lastUsedAt) < HOUR_MS;
  const used = isUsedNow ? t('devices.usedNow') : t('devices.used', { ago: agoText(lastUsedAt) });
  return (
    <li className={classes['device']}>
      <div>
        <Group gap="xs">
          <Text fw={600}>{name}</Text>
          {current && (
            <Badge variant="default" tt="none">
              {t('devices.current')}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {[used, t('devices.since', { day: dayText(createdAt) }), address].filter(Boolean).join(' · ')}
        </Text>
      </div>
      {!current && (
        <Button variant="default" size="sm" loading={ending} aria-label={t('devices.endLabel', { name })} onClick={onEnd}>
          {t('devices.end')}
        </Button>
      )}
    </li>
  );
}
