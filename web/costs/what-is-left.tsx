/** The next turn's price, the turns that are left at it, and when free ones return. */
import { SimpleGrid, Text } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { MeSnapshot, NarratorView } from '#sdk/index.ts';
import { Credits } from '../format/credits-text.tsx';
import { countText } from '../format/numbers.ts';
import { FreeTurnsReturn } from '../wallet/free-turns-return.tsx';
import { QuotePrice } from './quote-price.tsx';
import classes from './costs.module.css';

interface WhatIsLeftProps {
  readonly me: MeSnapshot;
  readonly model: NarratorView | undefined;
}

export function WhatIsLeft({ me: { quote, wallet }, model }: WhatIsLeftProps) {
  const { t } = useTranslation('costs');
  return (
    <SimpleGrid cols={2} spacing="sm">
      <Fact title={t('left.next', { name: model?.name ?? quote.narratorId })}>
        <QuotePrice quote={quote} />
      </Fact>
      <Fact title={t('left.turns', { name: model?.name ?? quote.narratorId })}>
        <Text fw={600} data-turns-left={quote.turnsLeft}>
          {t('left.turnsCount', { count: quote.turnsLeft, text: countText(quote.turnsLeft) })}
        </Text>
        <Text size="sm" c="dimmed">
          <Trans
            t={t}
            i18nKey="left.available"
            components={{
              amount: (
                <span data-figure="available">
                  <Credits amount={wallet.available} rounding="floor" />
                </span>
              ),
            }}
          />
        </Text>
      </Fact>
      <Fact title={t('left.free')} isWide>
        <Text fw={600} data-free-turns-left={wallet.freeTurnsLeft}>
          {t('left.freeCount', { left: wallet.freeTurnsLeft, of: wallet.freeTurnsPerDay })}
        </Text>
        <FreeTurnsReturn wallet={wallet} />
        {model && !model.freeEligible && <Text size="sm">{t('left.notOnThis', { name: model.name })}</Text>}
      </Fact>
    </SimpleGrid>
  );
}

interface FactProps {
  readonly title: string;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

function Fact({ title, isWide = false, children }: FactProps) {
  return (
    <div className={classes['fact']} data-wide={isWide}>
      <Text size="sm">{title}</Text>
      {children}
    </div>
  );
}
