/** Who plays, as our own id: sign-in methods come and go, the `playerId` stays. */

export type PlayerKind = 'guest' | 'account';
export type PlayerRole = 'player' | 'operator';

/** What guests are called until they choose a name. */
export const GUEST_NAME = 'Guest';

export interface Player {
  readonly id: string;
  readonly kind: PlayerKind;
  readonly role: PlayerRole;
  readonly name: string;
  readonly createdAt: Date;
  /** When they left for good; what was theirs is then deleted. */
  readonly leftAt: Date | null;
  /** The account that a guest became part of: what was theirs is the account's (LK3). */
  readonly mergedInto: string | null;
}
