/** What a turn would cost: likely, from low to high, and at most; where a free turn pays, what that is worth. */
import { Stack, Text } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import type { QuoteView } from '#sdk/index.ts';
import { Credits } from '../format/credits-text.tsx';

export function QuotePrice({ quote }: { readonly quote: QuoteView }) {
  return (
    <Stack gap={0} data-quote={quote.narratorId}>
      <Text fw={600}>
        <LikelyPrice quote={quote} />
      </Text>
      <Text size="sm" c="dimmed">
        <PriceRange quote={quote} />
      </Text>
    </Stack>
  );
}

/** The face of a price: `about 23.5 credits`, or a free turn and its struck-through worth. */
export function LikelyPrice({ quote }: { readonly quote: QuoteView }) {
  const { t } = useTranslation('costs');
  const isFree = quote.funding === 'free';
  return (
    <span data-figure="likely" data-funding={quote.funding}>
      <Trans
        t={t}
        i18nKey={isFree ? 'price.free' : 'price.likely'}
        components={{ amount: <Credits amount={quote.likely} struck={isFree} /> }}
      />
    </span>
  );
}

/** The same with its most, for a button that takes it: `about 23.5 credits, at most 44`. A free turn takes nothing. */
export function PriceToPay({ quote }: { readonly quote: QuoteView }) {
  return (
    <>
      <LikelyPrice quote={quote} />
      {quote.funding === 'credits' && <AtMost quote={quote} />}
    </>
  );
}

function AtMost({ quote }: { readonly quote: QuoteView }) {
  const { t } = useTranslation('costs');
  return (
    <span data-figure="ceiling">
      <Trans t={t} i18nKey="outcome.atMost" components={{ most: <Credits amount={quote.ceiling} rounding="ceil" bare /> }} />
    </span>
  );
}

/** `usually 18 to 31 credits, at most 44 credits`. */
export function PriceRange({ quote }: { readonly quote: QuoteView }) {
  const { t } = useTranslation('costs');
  return (
    <Trans
      t={t}
      i18nKey={quote.funding === 'free' ? 'price.rangeOfFree' : 'price.range'}
      components={{
        low: <Figure name="low" amount={quote.low} />,
        high: <Figure name="high" amount={quote.high} />,
        most: <Figure name="ceiling" amount={quote.ceiling} isCeiling />,
      }}
    />
  );
}

interface FigureProps {
  readonly name: string;
  readonly amount: number;
  readonly isCeiling?: boolean;
}

function Figure({ name, amount, isCeiling = false }: FigureProps) {
  return (
    <span data-figure={name}>
      <Credits amount={amount} bare={!isCeiling && name === 'low'} rounding={isCeiling ? 'ceil' : 'nearest'} />
    </span>
  );
}
