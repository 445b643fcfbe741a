/** Signing in by an account elsewhere, where this server offers it. */
import { Button, Divider, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { game } from '../game/game.ts';
import { Failure } from '../shell/failure.tsx';
import { keepGuestChoice } from './guest-choice.ts';
import { providerName } from './provider-name.ts';

export function useSignInOptions() {
  return useQuery({ queryKey: ['sign-in-options'], queryFn: () => game.api.signInOptions() });
}

export function Providers({ returnTo, bringGuest }: { readonly returnTo: string; readonly bringGuest: boolean }) {
  const { t } = useTranslation('account');
  const options = useSignInOptions();
  const go = useMutation({
    mutationFn: async (provider: string) => {
      keepGuestChoice(bringGuest);
      window.location.assign(await game.signInUrl(provider, { returnTo }));
    },
  });
  const providers = options.data?.providers ?? [];
  if (providers.length === 0) return null;
  return (
    <Stack gap="sm">
      <Divider label={t('providers.or')} />
      {providers.map((provider) => (
        <Button
          key={provider}
          size="md"
          variant="default"
          loading={go.variables === provider && (go.isPending || go.isSuccess)}
          onClick={() => go.mutate(provider)}
        >
          {t('providers.goOn', { provider: providerName(provider) })}
        </Button>
      ))}
      {go.isError && <Failure failure={go.error} />}
    </Stack>
  );
}
