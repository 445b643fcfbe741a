/** A world before anybody has begun a journey in it: for quotes of a first turn. */
import type { Scene } from '#core/turns/scene.ts';
import type { World } from '#core/worlds/world.ts';
import type { Member } from './journey.ts';
import { LiveJourney } from './live-journey.ts';
import { newJourney } from './new-journey.ts';

export function firstScene(world: World, founder: Member, at: Date): Scene {
  const journey = newJourney({ id: '', invite: '' }, world, founder, at);
  return new LiveJourney({ journey, world, history: [], incomplete: [], alternatives: new Map() }).scene();
}
