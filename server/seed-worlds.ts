/** Publishes the sample worlds, owned by a seeded creator; later starts publish again only what was changed. */
import type { PlayerStore } from '#models/player-store.ts';
import type { WorldStore } from '#models/world-store.ts';
import { SAMPLE_WORLDS } from './sample-worlds/index.ts';

export const SAMPLE_CREATOR_ID = 'sample-creator';

export async function seedWorlds(worlds: WorldStore, players: PlayerStore, at: Date): Promise<void> {
  await players.open({ id: SAMPLE_CREATOR_ID, userId: null, kind: 'account', name: 'Imagina' });
  for (const world of SAMPLE_WORLDS) {
    const ownerId = (await worlds.ownerOf(world.id)) ?? SAMPLE_CREATOR_ID; // an operator may have given it to somebody
    await worlds.publish({ ...world, ownerId }, at);
  }
}
