/** A world that ships with Imagina: the operator's account owns it and its first publication gives it a version. */
import type { World } from '#core/worlds/world.ts';

export type SampleWorld = Omit<World, 'ownerId' | 'version'>;
