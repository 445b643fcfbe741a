/** For who comes to sign in and is signed in. */
import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Me } from '#sdk/index.ts';
import { AccountFrame } from './account-frame.tsx';
import { SignOutButton } from './sign-out-button.tsx';

export function SignedInAlready({ me, returnTo }: { readonly me: Me; readonly returnTo: string }) {
  const { t } = useTranslation('account');
  return (
    <AccountFrame title={t('already.title')} lead={t('already.text', { name: me.name, email: me.email })}>
      <Group>
        <Button component={Link} href={returnTo}>
          {t('after.goOn')}
        </Button>
        <SignOutButton />
      </Group>
    </AccountFrame>
  );
}
