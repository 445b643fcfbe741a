/** Where a game starts: sign in, ask the REST API, start or join journeys. */
import { openDownload } from './download.ts';
import type { Download, HistoryFilter } from './download.ts';
import type { JourneySession } from './journey-session.ts';
import { GameError } from './protocol/errors.ts';
import type { Seat } from './protocol/rest-contract.ts';
import { SignInClient } from './sign-in-client.ts';
import type { WalletWatch } from './watch-wallet.ts';
import type { WorldWatch } from './watch-world.ts';

/** How the player appears in a journey. */
export interface Character {
  /** What the others and the AI call you: one line, 1 to 40 characters. */
  readonly name: string;
  /** One line about who you play, at most 200 characters; the AI reads it. */
  readonly about?: string;
}

/**
 * One player's way into one server. Everything it asks may fail with a `GameError` (the server said no; see `ERRORS`) or a
 * `ConnectionLost` (the server said nothing). Whatever needs a socket is loaded when it is first asked for, so that pages which only
 * use the REST API stay small.
 */
export class GameClient extends SignInClient {
  /** Starts a journey of your own in a world and joins it. Fails with `WORLD_NOT_FOUND`. Resolves when it is live. */
  async startJourney({ worldId, ...character }: Character & { readonly worldId: string }): Promise<JourneySession> {
    const { journeyId } = await this.api.journeys.create({ worldId, ...character });
    return this.joinJourney(journeyId);
  }

  /**
   * Joins a journey. With a name it first becomes a member (with the invite the first time; later to change name or line),
   * without one it just comes back. Fails with `JOURNEY_NOT_FOUND` (also for a wrong invite), `JOURNEY_FULL`,
   * `TOO_MANY_CONNECTIONS`. Resolves when the journey is live, its `state` filled.
   */
  async joinJourney(
    journeyId: string,
    { invite, name, about }: Partial<Character> & { readonly invite?: string } = {},
  ): Promise<JourneySession> {
    const token = await this.tokens.steady();
    const [{ JourneySession }, { playerId }] = await Promise.all([
      import('./journey-session.ts'),
      this.api.me(),
      name === undefined ? null : this.api.journeys.join({ journeyId, invite, name, about }),
    ]);
    const takeSeat = this.#seatTaker(journeyId, playerId, token);
    return JourneySession.open({ url: this.url, api: this.api.journeys, takeSeat, journeyId, playerId });
  }

  /**
   * A file of your own, as it streams: the history as a table or as JSON, by the filter of `api.wallet.history`, or all that is kept about you. Its name is
   * in `content-disposition`. Fails as `api` does.
   */
  async download(download: Download, filter: HistoryFilter = {}): Promise<Response> {
    return openDownload({ url: this.url, token: await this.tokens.steady(), download, filter });
  }

  /** Your wallet, live: balance, free turns and newest entries follow whatever moves them. Resolves with the wallet there. */
  async watchWallet(): Promise<WalletWatch> {
    const { WalletWatch } = await import('./watch-wallet.ts');
    return WalletWatch.open({ url: this.url, takeSeat: () => this.api.wallet.seat() });
  }

  /**
   * A world of yours, live: players and journeys now, and turns, credits and earnings by the minute and AI model. Fails with
   * `WORLD_NOT_FOUND`, and with `FORBIDDEN` when it is not yours. Resolves with the figures there.
   */
  async watchWorld(worldId: string): Promise<WorldWatch> {
    const { WorldWatch } = await import('./watch-world.ts');
    return WorldWatch.open({ url: this.url, takeSeat: () => this.api.creator.worldSeat({ worldId }) });
  }

  /** What gives a session of a player its seats. */
  #seatTaker(journeyId: string, playerId: string, tokenThen: string | null): () => Promise<Seat> {
    let known = tokenThen;
    return async () => {
      const token = await this.tokens.steady();
      // A sign-in that has changed may be somebody else's, whose session this is not.
      if (token !== known && (await this.api.me()).playerId !== playerId) throw new GameError('UNAUTHENTICATED');
      known = token;
      return this.api.journeys.seat({ journeyId });
    };
  }
}
