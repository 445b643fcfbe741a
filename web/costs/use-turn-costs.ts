/** The newest turns of one journey with what they took, from the wallet's history; asked for anew when another is booked. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { HistoryRow } from '#sdk/index.ts';
import { useLiveWallet } from '../game/live-wallet.tsx';
import { game } from '../game/game.ts';
import { turnCostsOf } from './turn-costs.ts';

const TURNS_SHOWN = 20;
/** Pages of a filtered history may be empty though more is to come. */
const PAGES_MAX = 5;

export function useTurnCosts(journeyId: string) {
  const newest = useLiveWallet()?.entries.find(({ turn }) => turn?.journeyId === journeyId)?.key ?? null;
  return useQuery({
    queryKey: ['wallet', 'turns of journey', journeyId, newest],
    queryFn: async () => turnCostsOf(await newestTurns(journeyId)),
    placeholderData: keepPreviousData,
  });
}

/** Newest first. */
async function newestTurns(journeyId: string): Promise<HistoryRow[]> {
  const found: HistoryRow[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX && found.length < TURNS_SHOWN; page++) {
    const { rows, nextCursor } = await game.api.wallet.history({ journeyId, kind: ['turn'], limit: TURNS_SHOWN, cursor });
    found.push(...rows);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return found.slice(0, TURNS_SHOWN);
}
