/** Packs of credits: what they give, what they cost, about how many turns that is; and one's purchases. */
import { Anchor, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'wouter';
import type { PacksView } from '#sdk/index.ts';
import { game } from '../../game/game.ts';
import { useWayToSignIn } from '../../account/use-return-to.ts';
import { useWorlds } from '../../discover/use-worlds.ts';
import { useMe } from '../../game/sign-in.ts';
import { creditsText } from '../../format/credits.ts';
import { Failure } from '../../shell/failure.tsx';
import { Loading } from '../../shell/loading.tsx';
import { Notice } from '../../shell/notice.tsx';
import { DashboardFrame } from '../dashboard-frame.tsx';
import { useDefaultModel } from '../use-names.ts';
import { pathOnThisSite } from '../../shell/path-on-this-site.ts';
import { PackCard } from './pack-card.tsx';
import { Purchases } from './purchases.tsx';
import { firstTurnCost } from './turns-for.ts';
import { useCheckout } from './use-checkout.ts';

export function PacksPage() {
  const { t } = useTranslation('dashboard');
  const packs = useQuery({ queryKey: ['packs'], queryFn: () => game.api.purchases.packs() });
  const me = useMe();
  return (
    <DashboardFrame title={t('packs.title')} lead={t('packs.lead')} open>
      <Stack gap="xl">
        {packs.isPending && <Loading />}
        {packs.isError && !packs.data && <Failure failure={packs.error} onAgain={() => void packs.refetch()} />}
        {packs.data && <Packs packs={packs.data} />}
        {me.data && <Purchases />}
      </Stack>
    </DashboardFrame>
  );
}

function Packs({ packs: { mode, packs } }: { readonly packs: PacksView }) {
  const { t } = useTranslation('dashboard');
  const wayToSignIn = useWayToSignIn();
  const [parameters] = useSearchParams();
  const back = pathOnThisSite(parameters.get('back'));
  const checkout = useCheckout(back);
  const me = useMe();
  const worlds = useWorlds();
  const model = useDefaultModel();
  const cost = firstTurnCost(worlds.data ?? []);
  const counted = cost !== null && model !== null ? { cost, model } : null;
  if (mode === 'off') return <Off />;
  return (
    <Stack gap="md">
      {mode === 'test' && (
        <Notice tone="warning" title={t('packs.testTitle')}>
          {t('packs.test')}
        </Notice>
      )}
      {me.data?.kind === 'guest' && (
        <Notice
          title={t('packs.guestTitle')}
          actions={
            <Anchor component={Link} href={wayToSignIn('/sign-up')}>
              {t('packs.makeAccount')}
            </Anchor>
          }
        >
          {t('packs.guest')}
        </Notice>
      )}
      {checkout.isError && <Failure failure={checkout.error} />}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: Math.min(4, packs.length) }} spacing="md">
        {packs.map((pack) => (
          <PackCard
            key={pack.packId}
            pack={pack}
            counted={counted}
            opening={checkout.variables === pack.packId && (checkout.isPending || checkout.isSuccess)}
            disabled={checkout.isPending || checkout.isSuccess}
            onBuy={() => checkout.mutate(pack.packId)}
          />
        ))}
      </SimpleGrid>
      {counted && (
        <Text size="sm" c="dimmed" maw="46rem" data-turn-cost={counted.cost}>
          {t('packs.turnsMean', { model: counted.model, text: creditsText(counted.cost) })}
        </Text>
      )}
      {mode === 'live' && (
        <Text size="sm" c="dimmed" maw="46rem">
          {t('packs.small')}
        </Text>
      )}
      {back && (
        <Anchor component={Link} href={back}>
          {t('packs.back')}
        </Anchor>
      )}
    </Stack>
  );
}

function Off() {
  const { t } = useTranslation('dashboard');
  return (
    <Stack gap="xs">
      <Title order={2} size="h3">
        {t('packs.offTitle')}
      </Title>
      <Text>{t('packs.off')}</Text>
    </Stack>
  );
}
