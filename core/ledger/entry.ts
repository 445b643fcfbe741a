/** Journal entries: postings that sum to zero under a key that is used once, for ever (LG1–LG3). */
import { createHash } from 'node:crypto';
import type { EntryKind } from '#protocol/values.ts';
import type { Microcredits } from '#core/money/microcredits.ts';

export interface Posting {
  readonly account: string;
  readonly amount: Microcredits;
}

export interface Entry {
  /** The business event's own id, such as `turn:JOURNEY:TURN` or `stripe:session:ID`: the functions below make it (LG2). */
  readonly key: string;
  readonly kind: EntryKind;
  /** Of turns: settled, or released without postings (LG6). */
  readonly state: 'settled' | 'released' | null;
  readonly reason: string | null;
  /** Of the request that made it, so that a reused key with another body is noticed. */
  readonly hash: string;
  /** Who caused it: a player id (the operator's, where one acted), `script:USER`, or `system`. */
  readonly by: string;
  /** Player ids and `creator:ID`s whose history shows it. */
  readonly parties: readonly string[];
  readonly at: Date;
  readonly postings: readonly Posting[];
  /** The key of the entry that this one undoes (LG3). */
  readonly reverses: string | null;
  /** What the history shows and the auditor recomputes from, by kind. */
  readonly meta: object;
}

/** An entry as it stands in the journal. */
export interface BookedEntry extends Entry {
  /**
   * The wallet it moved, just after it: its `seq`, and its balance, which is what its pockets and open holds have together. null where
   * it moved no wallet, and in entries from before this was kept.
   */
  readonly after: { readonly seq: number; readonly balance: Microcredits } | null;
}

/** Leaves out zero postings and asserts that the rest sum to zero (LG1). */
export function balancedPostings(postings: readonly Posting[]): Posting[] {
  const sum = postings.reduce((total, posting) => total + posting.amount, 0n);
  if (sum !== 0n)
    throw new Error(`[LG1] postings sum to ${sum} µcr: ${postings.map((p) => `${p.account} ${p.amount}`).join(', ')}`);
  return postings.filter((posting) => posting.amount !== 0n);
}

/** The hash of a request's body: the same words give the same hash, whatever they contain. */
export function requestHash(...words: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(words)).digest('base64url');
}

export function turnKey(journeyId: string, turnId: string): string {
  return `turn:${journeyId}:${turnId}`;
}

export function adjustmentKey(id: string): string {
  return `adjust:${id}`;
}

export function welcomeGrantKey(playerId: string): string {
  return `grant:${playerId}:welcome`;
}

/** Of what a checkout session paid for. */
export function purchaseKey(sessionId: string): string {
  return `stripe:session:${sessionId}`;
}

/** Of the claw-backs and reinstatements of a purchase, by its `seq`. */
export function purchaseChangeKey(purchaseId: string, seq: number): string {
  return `purchase:${purchaseId}:${seq}`;
}

export function payoutKey(creatorId: string, runDay: string): string {
  return `payout:${creatorId}:${runDay}`;
}

export function reversalKey(key: string): string {
  return `reverse:${key}`;
}

export function closingKey(playerId: string): string {
  return `close:${playerId}`;
}

/** Of all that a merged guest's wallet had; with a `cause`, the key of an entry of theirs that came later, of what that one brought. */
export function linkKey(guestId: string, cause: string | null): string {
  return cause === null ? `link:${guestId}` : `link:${guestId}:${cause}`;
}

/** The key of the entry whose credits were passed on; null when it is the link itself. */
export function linkCause(key: string): string | null {
  return /^link:[^:]+:(.+)$/s.exec(key)?.[1] ?? null;
}

/** `again` tells a later repayment by the same key from its first. */
export function repaymentKey(key: string, again?: number): string {
  return again === undefined ? `repay:${key}` : `repay:${key}#again-${again}`;
}

/** The key of the entry, or of the hold, that raised the pocket. */
export function repaymentCause(repayKey: string): string {
  return repayKey.replace(/^repay:/, '').replace(/#again-\d+$/, '');
}
