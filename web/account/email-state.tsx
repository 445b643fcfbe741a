/** One's e-mail, whether it is confirmed, and how one signs in. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Me } from '#sdk/index.ts';
import { game } from '../game/game.ts';
import { Failure } from '../shell/failure.tsx';
import { providerName } from './provider-name.ts';
import { useSignInOptions } from './providers.tsx';

export function EmailState({ me: { email, emailVerified, providers } }: { readonly me: Me }) {
  const { t } = useTranslation('account');
  const mail = useSignInOptions().data?.mail ?? false;
  const again = useMutation({ mutationFn: () => game.resendVerification() });
  const others = providers.filter((provider) => provider !== 'password').map(providerName);
  return (
    <Stack gap="xs">
      <Text>
        {email}{' '}
        <Text span c="dimmed">
          {t(emailVerified ? 'email.verified' : 'email.unverified')}
        </Text>
      </Text>
      {others.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('email.providers', { providers: others.join(', ') })}
        </Text>
      )}
      {!emailVerified && mail && (
        <Group>
          <Button variant="default" loading={again.isPending} disabled={again.isSuccess} onClick={() => again.mutate()}>
            {t('email.again')}
          </Button>
          <Text size="sm" role="status">
            {again.isSuccess && t('email.sent')}
          </Text>
        </Group>
      )}
      {again.isError && <Failure failure={again.error} />}
    </Stack>
  );
}
