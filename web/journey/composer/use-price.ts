/** What the text in the composer would cost: the price that stands on the button and is sent along with it. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ACTION_CHARACTERS_MAX, ConnectionLost } from '#sdk/index.ts';
import type { ActOptions, Mode, QuoteView } from '#sdk/index.ts';
import type { LiveJourney } from '../../game/use-journey.ts';

/** The quote in the state leaves room for about 1,000 characters of action. */
const PRICED_BY_ITSELF_ABOVE = 800;
const TYPING_PAUSE_MS = 300;

export interface Price {
  /** null until the room has shown one. */
  readonly quote: QuoteView | null;
  /** The price of this very text is being worked out. */
  readonly isPending: boolean;
  readonly failure: unknown;
}

export function usePrice({ session, state, status }: LiveJourney, mode: Mode, text: string): Price {
  const usual = state.me?.quote ?? null;
  const isLong = text.length > PRICED_BY_ITSELF_ABOVE && text.length <= ACTION_CHARACTERS_MAX;
  const [settled] = useDebouncedValue(text, TYPING_PAUSE_MS);
  const exact = useQuery({
    // Another usual price means that something else changed which moves this one too.
    queryKey: ['exact quote', session.journeyId, mode, settled, usual?.narratorId, usual?.ceiling],
    queryFn: () => session.quote({ text: settled, mode }),
    enabled: isLong && settled.length > PRICED_BY_ITSELF_ABOVE && settled.length <= ACTION_CHARACTERS_MAX && status === 'live',
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  // Without a connection the session prices it by itself as soon as it is back.
  if (!isLong || exact.error instanceof ConnectionLost) return { quote: usual, isPending: false, failure: null };
  const isPending = status === 'live' && (settled !== text || exact.isPlaceholderData || exact.isFetching);
  return { quote: exact.data ?? usual, isPending, failure: isPending ? null : exact.error };
}

/** What is sent along of the price that was seen (PR3, TN9). */
export function lockOf(quote: QuoteView | null): Omit<ActOptions, 'mode' | 'turnId'> {
  if (!quote) return {};
  const { ceiling, funding, shortened, passageTokensMax, withoutTrackers } = quote;
  return { ceiling, funding, ...(shortened && { passageTokensMax }), ...(withoutTrackers && { withoutTrackers }) };
}
