/** Under which ids a player's entries stand: their own, and those of guests who merged into them (LK3). */
import type { Database } from './database.ts';

/** Their own id is the first. */
export async function playedAs({ players }: Pick<Database, 'players'>, playerId: string): Promise<string[]> {
  const player = await players.findOne({ _id: playerId }, { projection: { guests: 1 } });
  return [playerId, ...(player?.guests ?? [])];
}
