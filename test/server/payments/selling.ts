/** A server that sells credits in the Stripe sandbox, whose events wait until a test lets them go. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { mapPockets } from '#core/money/pockets.ts';
import type { Purchase } from '#core/purchases/purchase.ts';
import { audit } from '#models/audit/audit.ts';
import type { RunningServer } from '#server/start-server.ts';
import type { StripeSandbox } from '#server/stripe-sandbox/start-stripe-sandbox.ts';
import { signIn } from '../../support/players.ts';
import type { TestPlayer } from '../../support/players.ts';
import { startTestServer } from '../../support/test-server.ts';
import type { TestServerOptions } from '../../support/test-server.ts';

export interface Selling {
  readonly server: RunningServer;
  readonly sandbox: StripeSandbox;
}

export interface Bought {
  readonly player: TestPlayer;
  readonly purchaseId: string;
  readonly sessionId: string;
}

export async function startSelling(options: TestServerOptions = {}): Promise<Selling> {
  const server = await startTestServer({ sells: true, ...options });
  server.sandbox!.control.setDelivery('held');
  return { server, sandbox: server.sandbox! };
}

/** From now on each books as if it were in a process of its own: nothing is shared but the database. */
export function bookApart({ server }: Selling): void {
  Object.assign(server.shop, { booking: { run: (_key: string, work: () => Promise<Purchase>) => work() } });
}

/** A checkout that is not paid yet. */
export async function checkOut({ server }: Selling, packId = 'ember', buyer?: TestPlayer): Promise<Bought> {
  const player = buyer ?? (await signIn(server));
  const { purchaseId } = await player.client.api.purchases.checkout({ id: randomUUID(), packId });
  const { sessionId } = await server.purchases.find(purchaseId);
  return { player, purchaseId, sessionId: sessionId! };
}

/** What a purchase and its wallet came to, without what depends on the way there. */
export async function outcome({ server }: Selling, { purchaseId, player }: Bought) {
  const { state, paid, refunded, disputed, clawed }: Purchase = await server.purchases.find(purchaseId);
  const { pockets, debt, holds } = await server.wallets.find(player.playerId);
  const credits = mapPockets((pocket) => pockets[pocket] / 1_000_000n);
  const back = clawed.credits + clawed.bonus;
  return { state, paid, refunded, disputed, back: back / 1_000_000n, ...credits, debt: debt / 1_000_000n, holds: holds.length };
}

/** Kinds of the player's entries, in the order in which they were booked. */
export async function entryKinds({ server }: Selling, { player }: Bought): Promise<string[]> {
  const entries = await server.database.entries.find({ parties: player.playerId }).sort({ at: 1, 'after.seq': 1 }).toArray();
  return entries.map(({ kind }) => kind);
}

export async function assertBooks({ server }: Selling): Promise<void> {
  const { faults } = await audit(server.database, server.game.prices);
  expect(faults).to.deep.equal([]);
}
