/** Makes an account: a guest who plays here keeps everything. */
import { useState } from 'react';
import { Anchor, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { game } from '../game/game.ts';
import { useMe } from '../game/sign-in.ts';
import { Notice } from '../shell/notice.tsx';
import { AccountForm } from './account-form.tsx';
import { AccountFrame } from './account-frame.tsx';
import { AfterSignIn } from './after-sign-in.tsx';
import { faultsOf } from './field-faults.ts';
import { EmailField, NameField, PasswordField } from './fields.tsx';
import { KeepJourneys } from './keep-journeys.tsx';
import { Providers } from './providers.tsx';
import { SignedInAlready } from './signed-in-already.tsx';
import { useReturnTo, withReturnTo } from './use-return-to.ts';

export function SignUpPage() {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const returnTo = useReturnTo();
  const me = useMe().data;
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signUp = useMutation({
    mutationFn: () => game.signUp({ name, email, password }),
    onSuccess: (result) => queries.setQueryData(['me'], result.me),
  });
  const faults = faultsOf(signUp.error, ['name', 'email', 'password']);
  if (signUp.data) return <AfterSignIn result={signUp.data} returnTo={returnTo} />;
  if (me?.kind === 'account' && !signUp.isPending) return <SignedInAlready me={me} returnTo={returnTo} />;
  return (
    <AccountFrame title={t('signUp.title')} {...(!me && { lead: t('signUp.lead') })}>
      {me?.kind === 'guest' && (
        <Notice title={t('keep.title')}>
          <KeepJourneys />
        </Notice>
      )}
      <AccountForm
        submit={t('signUp.submit')}
        pending={signUp.isPending}
        failure={signUp.error}
        isShown={faults !== null}
        onSubmit={() => signUp.mutate()}
      >
        <NameField value={name} onChange={setName} fault={faults?.name} />
        <EmailField value={email} onChange={setEmail} fault={faults?.email} />
        <PasswordField kind="new" label={t('fields.password')} value={password} onChange={setPassword} fault={faults?.password} />
      </AccountForm>
      <Text>
        {t('signUp.known')}{' '}
        <Anchor underline="always" component={Link} href={withReturnTo('/sign-in', returnTo)}>
          {t('signUp.signIn')}
        </Anchor>
      </Text>
      <Providers returnTo={returnTo} bringGuest />
    </AccountFrame>
  );
}
