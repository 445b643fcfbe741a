/** One side of a receipt, what was read or what was written: a line for each cause, which opens to its parts. */
import { useTranslation } from 'react-i18next';
import type { CauseGroup } from '../context/causes.ts';
import { Credits } from '../format/credits-text.tsx';
import { countText } from '../format/numbers.ts';
import classes from './costs.module.css';

interface ReceiptLinesProps {
  readonly title: string;
  readonly groups: readonly CauseGroup[];
  readonly decimals: number;
}

export function ReceiptLines({ title, groups, decimals }: ReceiptLinesProps) {
  if (groups.length === 0) return null;
  return (
    <section className={classes['side']} aria-label={title}>
      <h4 className={classes['sideTitle']}>{title}</h4>
      {groups.map((group) => (
        <CauseLine key={group.cause} group={group} decimals={decimals} />
      ))}
    </section>
  );
}

function CauseLine({
  group: { cause, tokens, cost, parts },
  decimals,
}: {
  readonly group: CauseGroup;
  readonly decimals: number;
}) {
  const { t } = useTranslation(['costs', 'context']);
  const line = (
    <>
      <span className={classes['what']}>{t(`context:cause.${cause}`)}</span>
      <span className={classes['tokens']}>{t('receipt.tokens', { count: tokens, text: countText(tokens) })}</span>
      <span className={classes['amount']} data-cause={cause}>
        {cost !== null && <Credits amount={cost} decimals={decimals} bare />}
      </span>
    </>
  );
  if (parts.length === 1) return <div className={classes['line']}>{line}</div>;
  return (
    <details className={classes['cause']}>
      <summary className={classes['line']}>{line}</summary>
      {parts.map((part, index) => (
        <div key={index} className={classes['line']} data-part>
          <span className={classes['what']}>{part.name}</span>
          <span className={classes['tokens']}>{countText(part.tokens)}</span>
          <span className={classes['amount']}>
            {part.cost !== null && <Credits amount={part.cost} decimals={decimals} bare />}
          </span>
        </div>
      ))}
    </details>
  );
}
