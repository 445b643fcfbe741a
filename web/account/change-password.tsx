/** Another password: signs out everywhere else. */
import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { game } from '../game/game.ts';
import { AccountForm } from './account-form.tsx';
import { faultsOf } from './field-faults.ts';
import { PasswordField } from './fields.tsx';

export function ChangePassword({ email }: { readonly email: string }) {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => game.changePassword({ current, next }),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      void queries.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  const faults = faultsOf(change.error, ['current', 'password']);
  return (
    <AccountForm
      submit={t('password.submit')}
      quiet
      pending={change.isPending}
      failure={change.error}
      isShown={faults !== null}
      done={change.isSuccess && t('password.done')}
      onSubmit={() => change.mutate()}
    >
      {/* Tells password managers whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordField kind="current" label={t('password.current')} value={current} onChange={setCurrent} fault={faults?.current} />
      <PasswordField kind="new" value={next} onChange={setNext} fault={faults?.password} />
    </AccountForm>
  );
}
