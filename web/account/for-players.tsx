/** A page for players only: what it has, or how to become one. */
import type { ReactNode } from 'react';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useMe, useSignedIn } from '../game/sign-in.ts';
import { Failure } from '../shell/failure.tsx';
import { Loading } from '../shell/loading.tsx';
import { useWayToSignIn } from './use-return-to.ts';

export function ForPlayers({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('account');
  const signedIn = useSignedIn();
  const me = useMe();
  const wayToSignIn = useWayToSignIn();
  if (signedIn && me.data) return children; // also while it cannot be asked for anew
  if (signedIn) return me.isError ? <Failure failure={me.error} onAgain={() => void me.refetch()} /> : <Loading />;
  return (
    <Stack align="start" gap="sm" py="md">
      <Text>{t('nobody.text')}</Text>
      <Group>
        <Button component={Link} href="/">
          {t('nobody.play')}
        </Button>
        <Button component={Link} href={wayToSignIn('/sign-in')} variant="default">
          {t('nobody.signIn')}
        </Button>
      </Group>
    </Stack>
  );
}
