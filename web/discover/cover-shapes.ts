/** What a drawn cover shows: a landscape of its own for each name, always the same one. Plain arithmetic. */

export const COVER_WIDTH = 640;
export const COVER_HEIGHT = 400;
const RIDGES = 4;
const STEP = 40;

export interface CoverShapes {
  /** Which of the palettes, from 0. */
  readonly palette: number;
  readonly orb: { readonly x: number; readonly y: number; readonly radius: number };
  /** Paths of an SVG `d`, the farthest ridge first. */
  readonly ridges: readonly string[];
  readonly lights: readonly { readonly x: number; readonly y: number }[];
}

export function coverShapes(name: string, palettes: number): CoverShapes {
  const dice = diceOf(name);
  const between = (low: number, high: number) => Math.round(low + dice() * (high - low));
  return {
    palette: Math.floor(dice() * palettes),
    orb: { x: between(90, COVER_WIDTH - 90), y: between(60, 170), radius: between(26, 62) },
    ridges: Array.from({ length: RIDGES }, (_, index) => ridge(190 + index * 52, 46 - index * 6, dice)),
    lights: Array.from({ length: between(4, 9) }, () => ({ x: between(20, COVER_WIDTH - 20), y: between(14, 150) })),
  };
}

/** Three waves of their own lengths, down to the lower edge. */
function ridge(base: number, height: number, dice: () => number): string {
  const waves = [1, 2.3, 5.1].map((pace) => ({
    pace: pace * (0.7 + dice() * 0.7),
    shift: dice() * Math.PI * 2,
    height: height / pace,
  }));
  const points = Array.from({ length: COVER_WIDTH / STEP + 1 }, (_, index) => {
    const x = index * STEP;
    const turn = (x / COVER_WIDTH) * Math.PI * 2;
    const y = waves.reduce((sum, wave) => sum + Math.sin(turn * wave.pace + wave.shift) * wave.height, base);
    return `${x} ${Math.round(y)}`;
  });
  return `M${points.join('L')}V${COVER_HEIGHT}H0z`;
}

/** The same numbers from 0 to below 1 for the same name: its FNV hash, stepped by mulberry32. */
function diceOf(name: string): () => number {
  let state = 0x811c9dc5;
  for (const letter of name) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
