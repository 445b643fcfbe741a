/** Who is here, at the end of the header: the way to sign in, or one's own menu. */
import { lazy, Suspense } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { withReturnTo } from '../account/use-return-to.ts';
import { useSignedIn } from '../game/sign-in.ts';

/** Menus bring a library that places them: nobody who has not played yet waits for it. */
const OwnMenu = lazy(async () => ({ default: (await import('./own-menu.tsx')).OwnMenu }));

export function AccountMenu() {
  const { t } = useTranslation('shell');
  const signedIn = useSignedIn();
  const [here] = useLocation();
  if (signedIn) {
    return (
      <Suspense fallback={null}>
        <OwnMenu />
      </Suspense>
    );
  }
  const isSignIn = here === '/sign-in' || here === '/sign-up';
  return (
    <Button component={Link} href={isSignIn ? '/sign-in' : withReturnTo('/sign-in', here)} variant="default">
      {t('signIn')}
    </Button>
  );
}
