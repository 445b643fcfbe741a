/** One's name; characters in journeys keep theirs. */
import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Me } from '#sdk/index.ts';
import { game } from '../game/game.ts';
import { AccountForm } from './account-form.tsx';
import { faultsOf } from './field-faults.ts';
import { NameField } from './fields.tsx';

export function NameForm({ me }: { readonly me: Me }) {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const [name, setName] = useState(me.name);
  const rename = useMutation({
    mutationFn: () => game.api.account.rename({ name }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['me'] }),
  });
  const faults = faultsOf(rename.error, ['name']);
  return (
    <AccountForm
      submit={t('account.rename')}
      quiet
      pending={rename.isPending}
      disabled={name.trim() === me.name}
      failure={rename.error}
      isShown={faults !== null}
      done={rename.isSuccess && name.trim() === me.name && t('account.renamed')}
      onSubmit={() => rename.mutate()}
    >
      <NameField value={name} onChange={setName} fault={faults?.name} />
    </AccountForm>
  );
}
