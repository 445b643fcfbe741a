/** A quote in a few words: what stands on every button that narrates. */
import type { TFunction } from 'i18next';
import type { QuoteView } from '#sdk/index.ts';
import { creditsText } from '../../format/credits.ts';

/** `free turn, worth 0.4 credits`, or `about 0.4, at most 1.2 credits`. */
export function priceText(t: TFunction<'journey'>, { funding, likely, ceiling }: QuoteView): string {
  if (funding === 'free') return t('price.free', { worth: creditsText(likely) });
  return t('price.credits', { likely: creditsText(likely), ceiling: creditsText(ceiling, 'ceil') });
}
