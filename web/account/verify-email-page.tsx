/** Confirms an e-mail address, by the link of the mail. */
import { Button, Group, Loader, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'wouter';
import { game } from '../game/game.ts';
import { Failure } from '../shell/failure.tsx';
import { AccountFrame } from './account-frame.tsx';

export function VerifyEmailPage() {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const [parameters] = useSearchParams();
  const token = parameters.get('token') ?? '';
  // A query, so that it is asked once, however often the page is drawn.
  const verified = useQuery({
    queryKey: ['verify-email', token],
    queryFn: async () => {
      await game.verifyEmail(token);
      await queries.invalidateQueries({ queryKey: ['me'] });
      return true;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <AccountFrame title={t('verify.title')}>
      {verified.isPending && <Loader />}
      {verified.isError && <Failure failure={verified.error} />}
      <Text role="status">{verified.isSuccess && t('verify.done')}</Text>
      <Group>
        <Button component={Link} href="/" variant={verified.isSuccess ? 'filled' : 'default'}>
          {t('verify.goOn')}
        </Button>
        {verified.isError && (
          <Button component={Link} href="/account" variant="default">
            {t('verify.account')}
          </Button>
        )}
      </Group>
    </AccountFrame>
  );
}
