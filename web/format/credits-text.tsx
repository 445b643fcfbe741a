/** An amount of credits with its unit, for reading and for listening. */
import { useTranslation } from 'react-i18next';
import { creditsText } from './credits.ts';
import type { Rounding } from './credits.ts';

interface CreditsProps {
  /** Microcredits. */
  readonly amount: number;
  readonly rounding?: Rounding;
  /** What a free turn would have cost: struck through, and said so to who listens (TN8). */
  readonly struck?: boolean;
}

export function Credits({ amount, rounding = 'nearest', struck = false }: CreditsProps) {
  const { t } = useTranslation('shell');
  const text = t('credits.amount', { count: amount / 1_000_000, text: creditsText(amount, rounding) });
  return struck ? <s aria-label={t('credits.free', { text })}>{text}</s> : <>{text}</>;
}
