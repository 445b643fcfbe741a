/** Which player a sign-in user is; and what becomes of a guest's when they sign up or in. */
import { GameError } from '#protocol/errors.ts';
import type { GuestOutcome } from '#protocol/values.ts';
import type { Player } from '#core/players/player.ts';
import type { PlayerStore } from '#models/player-store.ts';

/** What we look at of better-auth's users. */
export interface SignInUser {
  readonly id: string;
  readonly name: string;
  readonly isAnonymous?: boolean | null;
  /** The user that they had as a guest, of those who signed up as one. */
  readonly guestUserId?: string | null;
}

export interface GuestMerge {
  readonly guestId: string;
  readonly accountId: string;
  readonly at: Date;
}

export interface GuestLinkingParts {
  readonly players: Pick<PlayerStore, 'findByUser' | 'open' | 'adopt' | 'wasGuest'>;
  /** What a guest has goes to an account that was there before. Repeating it changes nothing. */
  readonly mergeGuest: (merge: GuestMerge) => Promise<unknown>;
  readonly clock: () => Date;
  /** Told after a player's wallet has changed by it. */
  readonly onLinked: (playerId: string) => Promise<void>;
}

export interface GuestLinking {
  /** Opens the player where there is none yet. Throws UNAUTHENTICATED for a guest whose player is an account's by now. */
  playerOf(user: SignInUser): Promise<Player>;
  link(guest: SignInUser, account: SignInUser): Promise<GuestOutcome>;
}

export function createGuestLinking({ players, mergeGuest, clock, onLinked }: GuestLinkingParts): GuestLinking {
  async function playerOf(user: SignInUser): Promise<Player> {
    const known = await players.findByUser(user.id);
    if (known) return known;
    const { id: userId, name, guestUserId } = user;
    if (!user.isAnonymous)
      return guestUserId ? players.adopt({ userId, guestUserId, name }) : players.open({ userId, kind: 'account', name });
    // A crash may have left the guest's sign-in behind; a second player of theirs would be none of anybody's.
    if (await players.wasGuest(userId)) throw new GameError('UNAUTHENTICATED');
    return players.open({ userId, kind: 'guest', name });
  }

  async function link(guest: SignInUser, account: SignInUser): Promise<GuestOutcome> {
    const before = await players.findByUser(guest.id);
    const { id: accountId } = await playerOf(account);
    const isAdopted = before?.id === accountId;
    const isFree = before?.leftAt === null && [null, accountId].includes(before.mergedInto);
    const isMerged = !isAdopted && isFree && (await players.findByUser(guest.id)) !== null;
    if (isMerged) await mergeGuest({ guestId: before.id, accountId, at: clock() });
    if (isAdopted || isMerged) await onLinked(accountId);
    return isAdopted ? 'adopted' : isMerged ? 'merged' : 'none';
  }

  return { playerOf, link };
}
