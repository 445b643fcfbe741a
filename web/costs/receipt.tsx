/** One turn's receipt by cause: what it read and what it wrote, each with its tokens and its exact share of the cost. */
import { Stack, Text } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import type { NarratorView, TurnContext } from '#sdk/index.ts';
import { groupedByCause, isWritten } from '../context/causes.ts';
import { useTurnContext } from '../context/use-turn-context.ts';
import { Credits } from '../format/credits-text.tsx';
import { decimalsFor } from '../format/credits.ts';
import { countText } from '../format/numbers.ts';
import { dateTimeText } from '../format/times.ts';
import { Failure } from '../shell/failure.tsx';
import { Loading } from '../shell/loading.tsx';
import { ReceiptLines } from './receipt-lines.tsx';
import { cacheUseOf } from './turn-costs.ts';
import type { TurnCost } from './turn-costs.ts';
import classes from './costs.module.css';

interface ReceiptProps {
  readonly journeyId: string;
  readonly n: number;
  readonly cost: TurnCost;
  /** The AI model that told it, if it is still offered. */
  readonly model: NarratorView | undefined;
}

export function Receipt({ journeyId, n, cost, model }: ReceiptProps) {
  const context = useTurnContext(journeyId, n);
  if (context.isPending) return <Loading />;
  if (context.isError) return <Failure failure={context.error} onAgain={() => void context.refetch()} />;
  return (
    <Stack gap="sm" data-receipt={n}>
      <Lines context={context.data} cost={cost} />
      <Notes cost={cost} model={model} />
    </Stack>
  );
}

/** The lines sum exactly to the charge, or on a free turn to its worth: every amount has as many decimals as that takes. */
function Lines({ context, cost }: { readonly context: TurnContext; readonly cost: TurnCost }) {
  const { t } = useTranslation('costs');
  const groups = groupedByCause(context.parts);
  const total = cost.funding === 'free' ? cost.worth : cost.charged;
  const decimals = decimalsFor([total, ...context.parts.map(({ cost: share }) => share ?? 0)]);
  return (
    <div className={classes['receipt']}>
      <ReceiptLines title={t('receipt.read')} groups={groups.filter(({ cause }) => !isWritten(cause))} decimals={decimals} />
      <ReceiptLines title={t('receipt.wrote')} groups={groups.filter(({ cause }) => isWritten(cause))} decimals={decimals} />
      <div className={classes['total']}>
        <span>{t(cost.funding === 'free' ? 'receipt.worth' : 'receipt.total')}</span>
        <span data-figure="total">
          <Credits amount={total} decimals={decimals} struck={cost.funding === 'free'} />
        </span>
      </div>
      {cost.funding === 'free' && (
        <div className={classes['total']}>
          <span>{t('receipt.freePaid')}</span>
          <Credits amount={0} decimals={decimals} />
        </div>
      )}
    </div>
  );
}

function Notes({ cost, model }: Pick<ReceiptProps, 'cost' | 'model'>) {
  const { t } = useTranslation('costs');
  const { usage, counted, at, priceVersion } = cost;
  const cache = usage && cacheUseOf(usage, priceVersion, model);
  return (
    <Stack gap={4}>
      {cache && (
        <Text size="sm" data-cache-read={cache.remembered}>
          {cache.remembered === 0 ? (
            t('receipt.cold', { read: countText(cache.read) })
          ) : (
            <Trans
              t={t}
              i18nKey={cache.saved === null ? 'receipt.warm' : 'receipt.warmSaved'}
              values={{ read: countText(cache.read), remembered: countText(cache.remembered) }}
              components={{ amount: <Credits amount={cache.saved ?? 0} /> }}
            />
          )}
        </Text>
      )}
      {counted && <Text size="sm">{t('receipt.counted')}</Text>}
      <Text size="sm" c="dimmed">
        {t('receipt.prices', { version: priceVersion, time: dateTimeText(at) })}
      </Text>
    </Stack>
  );
}
