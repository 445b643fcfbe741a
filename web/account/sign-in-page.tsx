/** Signs in to an account. What a guest here has comes along, unless they say otherwise. */
import { useState } from 'react';
import { Anchor, Checkbox, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { game } from '../game/game.ts';
import { useMe } from '../game/sign-in.ts';
import { AccountForm } from './account-form.tsx';
import { AccountFrame } from './account-frame.tsx';
import { AfterSignIn } from './after-sign-in.tsx';
import { faultsOf } from './field-faults.ts';
import { EmailField, PasswordField } from './fields.tsx';
import { Providers } from './providers.tsx';
import { SignedInAlready } from './signed-in-already.tsx';
import { useReturnTo, withReturnTo } from './use-return-to.ts';

export function SignInPage() {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const returnTo = useReturnTo();
  const me = useMe().data;
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [bringGuest, setBringGuest] = useState(true);
  const signIn = useMutation({
    mutationFn: () => game.signIn({ email, password, bringGuest }),
    onSuccess: (result) => queries.setQueryData(['me'], result.me),
  });
  const faults = faultsOf(signIn.error, ['email', 'password']);
  if (signIn.data) return <AfterSignIn result={signIn.data} returnTo={returnTo} />;
  if (me?.kind === 'account' && !signIn.isPending) return <SignedInAlready me={me} returnTo={returnTo} />;
  return (
    <AccountFrame title={t('signIn.title')}>
      <AccountForm
        submit={t('signIn.submit')}
        pending={signIn.isPending}
        failure={signIn.error}
        isShown={faults !== null}
        onSubmit={() => signIn.mutate()}
      >
        <EmailField value={email} onChange={setEmail} fault={faults?.email} />
        <PasswordField kind="current" value={password} onChange={setPassword} fault={faults?.password} />
        {me?.kind === 'guest' && (
          <Checkbox
            label={t('signIn.bringGuest')}
            description={t('signIn.bringGuestHint')}
            checked={bringGuest}
            onChange={(event) => setBringGuest(event.currentTarget.checked)}
          />
        )}
      </AccountForm>
      <Group justify="space-between" gap="sm">
        <Anchor component={Link} href={withReturnTo('/forgot-password', returnTo)}>
          {t('signIn.forgot')}
        </Anchor>
        <Text>
          {t('signIn.new')}{' '}
          <Anchor underline="always" component={Link} href={withReturnTo('/sign-up', returnTo)}>
            {t('signIn.signUp')}
          </Anchor>
        </Text>
      </Group>
      <Providers returnTo={returnTo} bringGuest={bringGuest} />
    </AccountFrame>
  );
}
