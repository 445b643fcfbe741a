/** Has a link to a new password sent. The answer is the same whether or not there is such an account. */
import { useState } from 'react';
import { Anchor, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { game } from '../game/game.ts';
import { Notice } from '../shell/notice.tsx';
import { AccountForm } from './account-form.tsx';
import { AccountFrame } from './account-frame.tsx';
import { faultsOf } from './field-faults.ts';
import { EmailField } from './fields.tsx';
import { useSignInOptions } from './providers.tsx';
import { useReturnTo, withReturnTo } from './use-return-to.ts';

export function ForgotPasswordPage() {
  const { t } = useTranslation('account');
  const returnTo = useReturnTo();
  const options = useSignInOptions();
  const [email, setEmail] = useState('');
  const ask = useMutation({ mutationFn: () => game.requestPasswordReset(email) });
  const faults = faultsOf(ask.error, ['email']);
  return (
    <AccountFrame title={t('forgot.title')} lead={t('forgot.lead')}>
      {options.data?.mail === false && <Notice tone="warning">{t('mailOff')}</Notice>}
      {ask.isSuccess ? (
        <Text role="status">{t('forgot.sent', { email })}</Text>
      ) : (
        <AccountForm
          submit={t('forgot.submit')}
          pending={ask.isPending}
          disabled={options.data?.mail === false}
          failure={ask.error}
          isShown={faults !== null}
          onSubmit={() => ask.mutate()}
        >
          <EmailField value={email} onChange={setEmail} fault={faults?.email} />
        </AccountForm>
      )}
      <Anchor component={Link} href={withReturnTo('/sign-in', returnTo)}>
        {t('forgot.back')}
      </Anchor>
    </AccountFrame>
  );
}
