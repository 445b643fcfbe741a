/** What stands between a sign-in and going on, where it has something to say: a guest's things came along. */
import { useEffect } from 'react';
import { Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { GuestOutcome, Me } from '#sdk/index.ts';
import { AccountFrame } from './account-frame.tsx';

interface AfterSignInProps {
  readonly result: { readonly me: Me; readonly guest: GuestOutcome };
  readonly returnTo: string;
}

export function AfterSignIn({ result: { me, guest }, returnTo }: AfterSignInProps) {
  const { t } = useTranslation('account');
  const [, goTo] = useLocation();
  const isSilent = guest === 'none';
  useEffect(() => {
    if (isSilent) goTo(returnTo, { replace: true });
  }, [isSilent, goTo, returnTo]);
  if (isSilent) return null;
  return (
    <AccountFrame title={t(`after.${guest}.title`, { name: me.name })}>
      <Stack gap="md" align="start" role="status">
        <Text>{t(`after.${guest}.text`)}</Text>
        {guest === 'adopted' && me.email !== null && !me.emailVerified && <Text>{t('after.verify', { email: me.email })}</Text>}
        <Button component={Link} href={returnTo} size="md">
          {t('after.goOn')}
        </Button>
      </Stack>
    </AccountFrame>
  );
}
