/** Tells a turn's steps to its journey's players, each what they may know, and its author what can be done when it came to nothing. */
import { GameError, isAiAtFault } from '#protocol/errors.ts';
import type { QuoteChange } from '#protocol/journey-messages.ts';
import type { Log } from '#core/turns/game.ts';
import type { ResolvedTurn } from '#core/turns/turn.ts';
import { receiptOf } from '#core/turns/views.ts';
import type { Hold } from '#core/wallet/wallet.ts';
import { bodyOf } from '../typed-messages.ts';
import type { QueuedAction } from './action-queue.ts';
import type { PrivateViews } from './private-views.ts';
import type { RunningTurn } from './running-turn.ts';
import type { JourneyClient } from './seat-auth.ts';
import { clientsOf, tellEach } from './tell-players.ts';

export interface TurnNewsParts {
  /** Whoever is in the room, as it now is. */
  readonly clients: readonly JourneyClient[];
  readonly views: PrivateViews;
  readonly log: Log;
  readonly journeyId: string;
}

/** How a turn was asked for, and what its AI said of itself. */
interface Circumstances {
  readonly retryOf: string | undefined;
  readonly retryAfterMs: number | null;
}

export class TurnNews {
  readonly #parts: TurnNewsParts;

  constructor(parts: TurnNewsParts) {
    this.#parts = parts;
  }

  held({ playerId, act: { turnId } }: QueuedAction, n: number, { narratorId, ceiling, funding }: Hold): void {
    const own = { ceiling: Number(ceiling), funding };
    tellEach(this.#parts.clients, 'turn-held', playerId, { turnId, n, playerId, narratorId }, own);
  }

  ended(resolved: ResolvedTurn, n: number, { retryOf, retryAfterMs }: Circumstances): void {
    const { clients, views } = this.#parts;
    const { turnId, authorId: playerId } = resolved;
    const receipt = receiptOf(resolved);
    if (resolved.state === 'settled') {
      tellEach(clients, 'turn-settled', playerId, { turnId, n: resolved.n, playerId }, { receipt });
      return;
    }
    const { reason } = resolved;
    const offers = isAiAtFault(reason) ? views.otherOffersFor(playerId, resolved.narratorId, retryOf) : [];
    const choices = { ...(offers.length > 0 && { offers }), ...(retryAfterMs !== null && { retryAfterMs }) };
    tellEach(clients, 'turn-released', playerId, { turnId, n, playerId, reason }, { receipt, ...choices });
  }

  refused({ playerId, act: { turnId, text } }: QueuedAction, failure: unknown): void {
    const { clients, log, journeyId } = this.#parts;
    const error = bodyOf(failure, log, { journeyId, turnId });
    for (const client of clientsOf(clients, playerId)) client.send('turn-refused', { turnId, text, error });
  }

  /** What the author can do about it: the new price (TN7), or AIs that free turns still cover (TN5). */
  async withChoices(failure: unknown, { action: { playerId, act }, held }: RunningTurn): Promise<unknown> {
    const { views, log } = this.#parts;
    if (held) {
      log.error({ failure, turnId: act.turnId }, 'a held turn could not be resolved; it is when the database answers again');
      return new GameError('OUTCOME_UNKNOWN', undefined, { cause: failure });
    }
    if (!(failure instanceof GameError) || !views.has(playerId)) return failure;
    switch (failure.code) {
      case 'QUOTE_CHANGED':
        await views.readWallet(playerId); // Another journey or process may have taken the free turn.
        return new GameError(failure.code, { ...(failure.data as QuoteChange), quote: this.#quoteNow({ playerId, act }) });
      case 'OUT_OF_CREDITS':
      case 'IN_DEBT':
      case 'CAP_REACHED':
        await views.readWallet(playerId);
        return new GameError(failure.code, {
          ...(failure.data as object),
          offers: views.freeOffersFor(playerId, act.retryOf),
        });
      default:
        return failure;
    }
  }

  #quoteNow({ playerId, act: { mode, text, retryOf } }: Pick<QueuedAction, 'playerId' | 'act'>) {
    const { views } = this.#parts;
    const entry = views.entryOf(playerId);
    return retryOf === undefined
      ? views.quoteFor(playerId, entry, { mode, text })
      : views.quoteRetry(playerId, entry, { retryOf, mode, text });
  }
}
