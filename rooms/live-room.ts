/** A room that only shows: one message that has everything, told to whoever comes and again whenever it changes. */
import { Room, ServerError } from '@colyseus/core';
import type { Client } from '@colyseus/core';
import { ERRORS } from '#protocol/errors.ts';
import type { LiveMessages } from '#protocol/live.ts';
import type { JournalFeed } from '#core/live/journal-feed.ts';
import type { Log } from '#core/turns/game.ts';
import { checkSeats } from './check-seats.ts';
import type { SeatChecks, SignedInSeat } from './check-seats.ts';
import { answerMessages } from './typed-messages.ts';

export interface LiveRoomParts extends SeatChecks {
  readonly feed: JournalFeed;
  readonly clock: () => Date;
  readonly log: Log;
}

const CONNECTIONS_PER_PLAYER_MAX = 8;
const FRAMES_PER_SECOND_MAX = 100;

/** It ends with its last watcher; another one of the same subject beside it would do no harm. */
export abstract class LiveRoom<Name extends keyof LiveMessages, Parts extends LiveRoomParts> extends Room<{
  client: Client<{ auth: SignedInSeat }>;
}> {
  abstract readonly parts: Parts;
  protected abstract readonly subject: Name;

  override maxMessagesPerSecond = FRAMES_PER_SECOND_MAX;
  override patchRate = null;

  protected latest: LiveMessages[Name] | null = null;
  readonly #endings: (() => void)[] = [];

  /** Who may watch is decided with the seat, and again as often as sign-ins are checked. */
  protected begin(isWelcome?: (playerId: string) => Promise<boolean>): void {
    answerMessages(this, {}, this.parts.log);
    this.atEnd(checkSeats(this, this.parts, this.parts.log, isWelcome));
  }

  protected atEnd(ending: () => void): void {
    this.#endings.push(ending);
  }

  protected tell(message: LiveMessages[Name]): void {
    this.latest = message;
    this.broadcast(this.subject, message);
  }

  override onJoin(client: Client<{ auth: SignedInSeat }>, _options: unknown, auth?: SignedInSeat): void {
    if (!auth) throw new ServerError(ERRORS.UNAUTHENTICATED.status, 'UNAUTHENTICATED');
    const own = this.clients.filter((other) => other.auth?.playerId === auth.playerId);
    if (own.length > CONNECTIONS_PER_PLAYER_MAX)
      throw new ServerError(ERRORS.TOO_MANY_CONNECTIONS.status, 'TOO_MANY_CONNECTIONS');
    if (this.latest) client.send(this.subject, this.latest);
  }

  override onDispose(): void {
    for (const end of this.#endings) end();
  }
}
