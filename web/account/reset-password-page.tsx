/** Sets a new password, by the link of the mail. */
import { useState } from 'react';
import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'wouter';
import { game } from '../game/game.ts';
import { AccountForm } from './account-form.tsx';
import { AccountFrame } from './account-frame.tsx';
import { faultsOf } from './field-faults.ts';
import { PasswordField } from './fields.tsx';

export function ResetPasswordPage() {
  const { t } = useTranslation('account');
  const [parameters] = useSearchParams();
  const token = parameters.get('token') ?? '';
  const [password, setPassword] = useState('');
  const reset = useMutation({ mutationFn: () => game.resetPassword({ token, password }) });
  const faults = faultsOf(reset.error, ['password']);
  if (reset.isSuccess)
    return (
      <AccountFrame title={t('reset.done')}>
        <Stack gap="md" align="start" role="status">
          <Text>{t('reset.doneText')}</Text>
          <Button component={Link} href="/sign-in">
            {t('signIn.submit')}
          </Button>
        </Stack>
      </AccountFrame>
    );
  return (
    <AccountFrame title={t('reset.title')} lead={t('reset.lead')}>
      <AccountForm
        submit={t('reset.submit')}
        pending={reset.isPending}
        failure={reset.error}
        isShown={faults !== null}
        onSubmit={() => reset.mutate()}
      >
        <PasswordField kind="new" value={password} onChange={setPassword} fault={faults?.password} />
      </AccountForm>
      <Anchor component={Link} href="/forgot-password">
        {t('reset.again')}
      </Anchor>
    </AccountFrame>
  );
}
