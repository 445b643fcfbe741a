/** An amount of credits with its unit, for reading and for listening. */
import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { creditsText, exactCreditsText } from './credits.ts';
import type { Rounding } from './credits.ts';

interface CreditsProps {
  /** Microcredits. Stands in `data-amount` too, exactly as it came. */
  readonly amount: number;
  readonly rounding?: Rounding;
  /** For amounts that are to add up: all of them exact, with so many decimals; see `decimalsFor`. */
  readonly decimals?: number | undefined;
  /** Without its unit, where that stands nearby. */
  readonly bare?: boolean;
  /** What a free turn would have cost: struck through, and said so to who listens (TN8). */
  readonly struck?: boolean;
}

export function Credits({ amount, rounding = 'nearest', decimals, bare = false, struck = false }: CreditsProps) {
  const { t } = useTranslation('shell');
  const number = decimals === undefined ? creditsText(amount, rounding) : exactCreditsText(amount, decimals);
  const full = t('credits.amount', { count: amount / 1_000_000, text: number });
  const text = bare ? number : full;
  if (!struck) return <span data-amount={amount}>{text}</span>;
  return (
    <span data-amount={amount} data-struck>
      <s aria-hidden>{text}</s>
      <VisuallyHidden>{t('credits.free', { text: full })}</VisuallyHidden>
    </span>
  );
}
