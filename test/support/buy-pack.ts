/** Buys a pack and pays for it in the sandbox, as a player would on its page; resolves when the credits are there. */
import { randomUUID } from 'node:crypto';
import type { RunningServer } from '#server/start-server.ts';
import { until } from './players.ts';
import type { TestPlayer } from './players.ts';

export async function buyPack(server: RunningServer, { client, playerId }: TestPlayer, packId: string): Promise<void> {
  const before = (await server.wallets.find(playerId)).pockets.purchase;
  const { purchaseId } = await client.api.purchases.checkout({ id: randomUUID(), packId });
  const { sessionId } = await server.purchases.find(purchaseId);
  await server.sandbox!.control.pay(sessionId!);
  await until(async () => (await server.wallets.find(playerId)).pockets.purchase > before, 'the pack');
}
