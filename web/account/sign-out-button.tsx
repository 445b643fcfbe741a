/** Signs out here; what is open in other windows of this browser ends too. */
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSignOut } from './use-sign-out.ts';

export function SignOutButton() {
  const { t } = useTranslation('account');
  const signOut = useSignOut();
  return (
    <Button variant="default" loading={signOut.isPending} onClick={() => signOut.mutate()}>
      {t('signOut')}
    </Button>
  );
}
