/** What a turn in a world likely costs, by AI model. Quotes are the player's own: who plays nowhere yet sees the prices they come from. */
import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NarratorView } from '#sdk/index.ts';
import { creditsText } from '../format/credits.ts';
import { Credits } from '../format/credits-text.tsx';
import { game } from '../game/game.ts';
import { useSignedIn } from '../game/sign-in.ts';
import { Failure } from '../shell/failure.tsx';
import { Loading } from '../shell/loading.tsx';
import classes from './world.module.css';

export function WorldPrices({ worldId }: { readonly worldId: string }) {
  const { t } = useTranslation('discover');
  const signedIn = useSignedIn();
  const models = useQuery({
    queryKey: ['narrators', { worldId, signedIn }],
    queryFn: () => game.api.narrators(signedIn ? { worldId } : {}),
  });
  return (
    <section>
      <Title order={2} size="h3" mb="xs">
        {t('world.prices')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('world.pricesHint')} {!signedIn && t('world.pricesUnsigned')}
      </Text>
      {models.isPending && <Loading />}
      {models.isError && <Failure failure={models.error} onAgain={() => void models.refetch()} />}
      <Stack gap="sm">
        {models.data?.map((model) => (
          <ModelPrice key={model.narratorId} model={model} signedIn={signedIn} />
        ))}
      </Stack>
    </section>
  );
}

function ModelPrice({ model, signedIn }: { readonly model: NarratorView; readonly signedIn: boolean }) {
  const { t } = useTranslation('discover');
  const { name, description, tier, freeEligible, isDefault, quote, prices } = model;
  return (
    <div className={`${classes['raised'] ?? ''} ${classes['price'] ?? ''}`}>
      <div>
        <Group gap="xs">
          <Title order={3} size="h5">
            {name}
          </Title>
          <Badge variant="default" tt="none">
            {t(`world.tiers.${tier}`)}
          </Badge>
        </Group>
        <Text size="sm">{description}</Text>
        <Text size="sm" c="dimmed">
          {[t(freeEligible ? 'world.free' : 'world.creditsOnly'), isDefault && t('world.usual')].filter(Boolean).join(' · ')}
        </Text>
        {!signedIn && (
          <Text size="sm" c="dimmed">
            {t('world.rates', { input: numberText(prices.input), output: numberText(prices.output) })}
          </Text>
        )}
      </div>
      {signedIn && (
        <div className={classes['amount']}>
          {quote ? (
            <>
              <Text fw={600}>
                <Credits amount={quote.likely} />
              </Text>
              <Text size="sm" c="dimmed">
                {t('world.range', { low: creditsText(quote.low), high: creditsText(quote.high, 'ceil') })}
              </Text>
            </>
          ) : (
            <Text size="sm" c="dimmed">
              {t('world.notReady')}
            </Text>
          )}
        </div>
      )}
    </div>
  );
}

/** An exact decimal such as `10000.5`, in the reader's locale. */
function numberText(decimal: string): string {
  return Number(decimal).toLocaleString();
}
