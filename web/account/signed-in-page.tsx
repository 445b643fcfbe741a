/** Where a provider's page leads back to: takes the sign-in that it led to. */
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'wouter';
import { GameError, isErrorCode } from '#sdk/index.ts';
import { game } from '../game/game.ts';
import { Failure } from '../shell/failure.tsx';
import { Loading } from '../shell/loading.tsx';
import { AccountFrame } from './account-frame.tsx';
import { AfterSignIn } from './after-sign-in.tsx';
import { guestChoice } from './guest-choice.ts';
import { useReturnTo, withReturnTo } from './use-return-to.ts';

export function SignedInPage() {
  const { t } = useTranslation('account');
  const returnTo = useReturnTo();
  const [parameters] = useSearchParams();
  const code = parameters.get('code');
  const error = parameters.get('error');
  // A query, so that the code, which is good once, is used once.
  const finished = useQuery({
    queryKey: ['finish-sign-in', code],
    queryFn: () => {
      if (code === null) throw new GameError(isErrorCode(error) ? error : 'PROVIDER_FAILED');
      return game.finishSignIn(code, { bringGuest: guestChoice() });
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (finished.isPending) return <Loading />;
  if (finished.data) return <AfterSignIn result={finished.data} returnTo={returnTo} />;
  return (
    <AccountFrame title={t('signIn.title')}>
      <Failure failure={finished.error} />
      <Group>
        <Button component={Link} href={withReturnTo('/sign-in', returnTo)}>
          {t('signedIn.again')}
        </Button>
      </Group>
    </AccountFrame>
  );
}
