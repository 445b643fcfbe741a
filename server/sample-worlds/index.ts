/** The worlds a fresh installation starts with, in the order they are listed. */
import { drownedLight } from './drowned-light.ts';
import { nineCoalsNorth } from './nine-coals-north.ts';
import type { SampleWorld } from './sample-world.ts';
import { smallHoursLine } from './small-hours-line.ts';

export type { SampleWorld } from './sample-world.ts';

export const SAMPLE_WORLDS: readonly SampleWorld[] = [drownedLight, smallHoursLine, nineCoalsNorth];
