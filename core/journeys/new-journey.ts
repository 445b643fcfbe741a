/** A journey before its first turn. */
import type { World } from '#core/worlds/world.ts';
import type { Journey, Member } from './journey.ts';

export function newJourney(ids: Pick<Journey, 'id' | 'invite'>, world: World, founder: Member, at: Date): Journey {
  return {
    ...ids,
    worldId: world.id,
    worldVersion: world.version,
    title: world.name,
    fence: 0,
    room: null,
    head: null,
    onward: null,
    n: 0,
    members: [founder],
    summaries: [],
    createdAt: at,
    updatedAt: at,
  };
}
