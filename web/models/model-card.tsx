/** An AI model as one choice: what it is good at, what its next turn costs, whether it remembers the story. */
import { Badge, Group, Radio, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NarratorView, QuoteView } from '#sdk/index.ts';
import { LikelyPrice, PriceRange } from '../costs/quote-price.tsx';
import { countText } from '../format/numbers.ts';
import type { ModelRow } from './model-rows.ts';
import { ModelTerms } from './model-terms.tsx';
import { Warmth } from './warmth.tsx';
import classes from './model-card.module.css';

interface ModelCardProps extends ModelRow {
  /** The radio group it belongs to. */
  readonly group: string;
  readonly isChosen: boolean;
  /** Whether there is a story that it could remember. */
  readonly hasBegun: boolean;
  readonly onChoose: () => void;
}

export function ModelCard({ model, quote, group, isChosen, hasBegun, onChoose }: ModelCardProps) {
  const { t } = useTranslation('models');
  const id = `${group}-${model.narratorId}`;
  return (
    <div className={classes['card']} data-chosen={isChosen} data-model={model.narratorId}>
      <div className={classes['head']}>
        <Radio
          name={group}
          value={model.narratorId}
          checked={isChosen}
          disabled={!quote && !isChosen}
          onChange={onChoose}
          label={model.name}
          aria-describedby={`${id}-facts`}
          classNames={{ label: classes['name'] ?? '' }}
        />
        {quote && (
          <Text fw={600}>
            <LikelyPrice quote={quote} />
          </Text>
        )}
      </div>
      <Stack gap="xs" className={classes['facts'] ?? ''} id={`${id}-facts`}>
        <Badges model={model} />
        <Text size="sm">{model.description}</Text>
        {quote && (
          <Text size="sm" c="dimmed">
            <PriceRange quote={quote} />
          </Text>
        )}
        {!quote && <Text size="sm">{t('notPriced')}</Text>}
        {quote && <Warmth quote={quote} hasBegun={hasBegun} />}
        {quote && <QuoteNotes quote={quote} freeEligible={model.freeEligible} />}
      </Stack>
      <ModelTerms model={model} />
    </div>
  );
}

function Badges({ model }: { readonly model: NarratorView }) {
  const { t } = useTranslation('models');
  return (
    <Group gap="xs">
      <Badge variant="default" tt="none">
        {t(`tier.${model.tier}`)}
      </Badge>
      {model.freeEligible ? (
        <Badge variant="default" tt="none">
          {t('freeEligible')}
        </Badge>
      ) : (
        <Badge variant="light" tt="none">
          {t('creditsOnly')}
        </Badge>
      )}
      <Text size="sm" c="dimmed">
        {t('vendor', { vendor: model.vendor })}
      </Text>
    </Group>
  );
}

function QuoteNotes({ quote, freeEligible }: { readonly quote: QuoteView; readonly freeEligible: boolean }) {
  const { t } = useTranslation('models');
  const { turnsLeft, shortened, withoutTrackers, passageTokensMax, summary, cappedBy } = quote;
  const limit = t(`limit.${cappedBy ?? 'credits'}`);
  const left = t(freeEligible ? 'turnsLeft' : 'paidTurnsLeft', { count: turnsLeft, text: countText(turnsLeft) });
  return (
    <>
      <Text size="sm" data-turns-left={turnsLeft}>
        {turnsLeft === 0 ? t('noTurnsLeft', { limit }) : left}
      </Text>
      {turnsLeft > 0 && shortened && <Text size="sm">{t('shortened', { limit, tokens: countText(passageTokensMax) })}</Text>}
      {withoutTrackers && <Text size="sm">{turnsLeft > 0 ? t('withoutTrackers', { limit }) : t('leastTurn')}</Text>}
      {summary && <Text size="sm">{t('sumsUp', { from: summary.fromN, to: summary.toN })}</Text>}
    </>
  );
}
