/** A journey that is not live: why, what stays, and the ways on. */
import { useEffect, useRef } from 'react';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useWayToSignIn } from '../account/use-return-to.ts';
import { GameError } from '#sdk/index.ts';
import { useWasSignedOut } from '../game/check-sign-in.ts';
import { failureText } from '../shell/failure-text.ts';

interface JourneyEndedProps {
  readonly failure: unknown;
  readonly onRejoin: () => void;
  /** Whether its story stands above: then this is only a note. */
  readonly isBelowStory?: boolean;
}

/** Joining again cannot mend these. */
const FINAL = ['UNAUTHENTICATED', 'PLAYER_LEFT', 'WALLET_MERGED', 'JOURNEY_NOT_FOUND', 'BAD_INPUT'];

export function JourneyEnded({ failure, onRejoin, isBelowStory = false }: JourneyEndedProps) {
  const { t } = useTranslation(['journey', 'shell']);
  const wayToSignIn = useWayToSignIn();
  const code = failure instanceof GameError ? failure.code : null;
  const isFinal = code !== null && FINAL.includes(code);
  const isSignedOut = code === 'UNAUTHENTICATED';
  const { wasSignedOut } = useWasSignedOut();
  const note = useRef<HTMLDivElement>(null);
  // It stands where the box for words was: who was writing there goes on here.
  useEffect(() => {
    if (isBelowStory && document.activeElement === document.body) note.current?.focus();
  }, [isBelowStory]);
  const title = isSignedOut ? t('ended.signedOut') : code === 'JOURNEY_NOT_FOUND' ? t('ended.notFound') : t('ended.closed');
  return (
    <Stack
      ref={note}
      tabIndex={-1}
      role="alert"
      gap="sm"
      align="start"
      w="100%"
      maw="36.5rem"
      mx="auto"
      p={isBelowStory ? 0 : 'xl'}
    >
      <Title order={isBelowStory ? 2 : 1} size={isBelowStory ? 'h4' : 'h2'}>
        {title}
      </Title>
      <Text>{isSignedOut && wasSignedOut ? t('shell:signedOut.text') : failureText(failure)}</Text>
      {(!isFinal || (isSignedOut && isBelowStory)) && <Text c="dimmed">{t('ended.kept')}</Text>}
      <Group>
        {!isFinal && <Button onClick={onRejoin}>{t('ended.rejoin')}</Button>}
        {isSignedOut && (
          <Button component={Link} href={wayToSignIn('/sign-in')}>
            {t('ended.signIn')}
          </Button>
        )}
        <Button component={Link} href="/" variant="default">
          {t('ended.discover')}
        </Button>
      </Group>
    </Stack>
  );
}
