/** How fast prompts are assembled, how matching lore grows, and how much of a follow-up turn's prompt the real local AI still has. */
import { pino } from 'pino';
import { USUAL_SETTINGS } from '#core/journeys/turn-settings.ts';
import type { Member } from '#core/journeys/journey.ts';
import type { Summary } from '#core/journeys/summary.ts';
import { guessedSamples } from '#core/pricing/calibration.ts';
import { narratorPrices } from '#core/pricing/price-book.ts';
import { assemblePrompt } from '#core/prompts/assemble-prompt.ts';
import { containsWords } from '#core/prompts/contains-words.ts';
import { matchLore } from '#core/prompts/match-lore.ts';
import type { Game } from '#core/turns/game.ts';
import type { Narrator, NarratorEntry } from '#core/turns/narrator.ts';
import { quoteUnwritten } from '#core/turns/quote-turn.ts';
import type { Scene } from '#core/turns/scene.ts';
import { limitsOf } from '#core/turns/turn-limits.ts';
import type { TurnLimits } from '#core/turns/turn-limits.ts';
import type { Turn } from '#core/turns/turn.ts';
import { applyPatches, initialSheet } from '#core/worlds/trackers.ts';
import type { LoreEntry, Lorebook, World } from '#core/worlds/world.ts';
import { narratorCatalogue } from '#narrators/catalogue.ts';
import { localPrices } from '#narrators/local-catalogue.ts';
import { startLocalNarrators } from '#server/local-narrators.ts';
import { SAMPLE_WORLDS } from '#server/sample-worlds/index.ts';
import { median, rounded } from './bench.ts';
import type { Bench, Figures } from './bench.ts';
import { actionOf } from './real-server.ts';

type Say = (line: string) => void;

const mira: Member = {
  ...{ playerId: 'mira', name: 'Mira', about: 'a cartographer who cannot swim', narratorId: 'hearth' },
  settings: USUAL_SETTINGS,
};

export const promptBench: Bench = {
  name: 'prompt',
  about: 'assembling 500 lore entries and 400 turns, how lore grows, and the local AI’s prefix reuse on follow-up turns',
  async run(say) {
    return { ...assembling(say), ...quoting(), ...matching(say), ...(await reusing(say)) };
  },
};

const TURNS_BEFORE = 400;
const TURNS_MEASURED = 100;

/** Each turn a new scene with one more turn, as rooms have it. */
function assembling(say: Say): Figures {
  const entry = countingEntry();
  const limits: TurnLimits = { promptTokens: 100_000, passageTokens: 700, passageChosen: false };
  const world = { ...sampleWorld(0), character_book: bookOf(500) };
  const history = Array.from({ length: TURNS_BEFORE + TURNS_MEASURED }, (_, index) => turnOf(world, index + 1, prose(index, 90)));
  const assembled = (turns: number, text: string) =>
    assemblePrompt({
      ...{ scene: sceneOf(world, history.slice(0, turns)), author: mira, action: { mode: 'do' as const, text } },
      ...{ entry, limits },
    });
  for (let turns = TURNS_BEFORE - 100; turns < TURNS_BEFORE; turns++) assembled(turns, prose(turns, 12));
  const times = Array.from({ length: TURNS_MEASURED }, (_, index) =>
    timed(() => assembled(TURNS_BEFORE + index, prose(index * 31, 12))),
  );
  const { parts, tokens } = assembled(TURNS_BEFORE, prose(1, 12));
  say(`a prompt of ${parts.length} parts and ${tokens} tokens`);
  return { 'assemble-p50-ms': { value: rounded(median(times), 3), want: '<= 5' } };
}

const AIS = 12;

/** One player's quotes on a dozen AIs, as every turn makes them anew, each with 126 earlier turns to go by. */
function quoting(): Figures {
  const entries = Array.from({ length: AIS }, (_, index) => ({
    ...{ ...countingEntry(), narratorId: `ai-${index}` },
    promptTokens: 100_000,
  }));
  const [row] = localPrices(['bench']);
  if (!row) throw new Error('there is no price row to copy');
  const rows = entries.map(({ narratorId }) => narratorPrices({ ...row, narratorId, contextTokens: 200_000 }));
  const version = { version: 1, effectiveFrom: new Date(0), narrators: rows };
  const samples = Array.from({ length: 14 }, () => guessedSamples(false)).flat();
  const game = {
    prices: { current: () => version, version: () => version },
    narrators: narratorCatalogue(entries, 'ai-0'),
    calibrations: { of: () => ({ samples }), learn: () => undefined },
    clock: () => new Date(),
  } as unknown as Game;
  const world = { ...sampleWorld(0), character_book: bookOf(500) };
  const history = Array.from({ length: TURNS_BEFORE + 30 }, (_, index) => turnOf(world, index + 1, prose(index, 90)));
  const times = Array.from({ length: 30 }, (_, index) => {
    const scene = sceneOf(world, history.slice(0, TURNS_BEFORE + index));
    return timed(() => entries.map((entry) => quoteUnwritten({ scene, author: mira, entry }, 0, game)));
  });
  return { 'quotes-of-12-ais-ms': told(median(times)) };
}

/** The index beside asking for each key one by one; both have never seen the text. */
function matching(say: Say): Figures {
  let seed = 0;
  const texts = (words: number) => () => [{ text: prose((seed += 1_009), words), place: 'the action' }];
  const search = (book: Lorebook, words: number): number => {
    const next = texts(words);
    matchLore(book, next(), contentTokens);
    return median(Array.from({ length: 41 }, () => timed(() => matchLore(book, next(), contentTokens))));
  };
  const [small, large] = [bookOf(5_000), bookOf(20_000)];
  const usual = search(small, 1_000);
  const figures = {
    'match-5000-ms': told(usual),
    'text-4x-ratio': told(search(small, 4_000) / usual),
    'entries-4x-ratio': told(search(large, 1_000) / usual),
  };
  const [text] = texts(1_000)();
  const oneByOne = timed(() => small.entries.filter(({ keys }) => keys.some((key) => containsWords(text?.text ?? '', key))));
  const huge = bookOf(100_000);
  const index = timed(() => matchLore(huge, [], contentTokens));
  say(`5,000 entries one by one: ${rounded(oneByOne)} ms; an index of 100,000 entries is built once, in ${rounded(index)} ms`);
  return {
    ...figures,
    'one-by-one-ratio': told(oneByOne / usual),
    'index-100000-ms': told(index),
    'match-100000-ms': told(search(huge, 1_000)),
  };
}

const TURNS_PLAYED = 24;
/** Of all follow-up turns' prompts, those that come behind a summary included: what need not be read again. */
async function reusing(say: Say): Promise<Figures> {
  const local = startLocalNarrators(undefined, pino({ level: 'error' }));
  try {
    await local.ready;
    const entry = local.offerings.entries.find(({ narratorId }) => narratorId === mira.narratorId);
    const row = localPrices(['local']).find(({ narratorId }) => narratorId === mira.narratorId);
    if (!entry || !row) throw new Error(`${mira.narratorId} is not offered`);
    const limits = limitsOf(entry, narratorPrices(row), mira.settings);
    const reads: PromptRead[] = [];
    for (const [index, { id }] of SAMPLE_WORLDS.entries()) {
      const played = await playWorld(sampleWorld(index), entry, limits);
      say(`${id}: ${played.map(({ cached, tokens, summed }) => `${percent(cached, tokens)}${summed ? '*' : ''}`).join(' ')}`);
      reads.push(...played.slice(1));
    }
    const sum = (pick: (read: PromptRead) => number): number => reads.reduce((total, read) => total + pick(read), 0);
    return {
      'prefix-reuse-percent': {
        value: percent(
          sum(({ cached }) => cached),
          sum(({ tokens }) => tokens),
        ),
        want: '>= 80',
      },
      'prefix-reuse-median-percent': told(median(reads.map(({ cached, tokens }) => percent(cached, tokens)))),
    };
  } finally {
    await local.dispose();
  }
}

interface PromptRead {
  readonly cached: number;
  readonly tokens: number;
  /** Whether the turn before it made a summary. */
  readonly summed: boolean;
}

async function playWorld(world: World, entry: NarratorEntry, limits: TurnLimits): Promise<PromptRead[]> {
  const reads: PromptRead[] = [];
  const history: Turn[] = [];
  const summaries: Summary[] = [];
  let sheet = initialSheet(world.trackers);
  let summed = false;
  for (let n = 1; n <= TURNS_PLAYED; n++) {
    const text = actionOf(world.suggestions, n - 1);
    const scene = { ...sceneOf(world, [...history]), summaries: [...summaries], sheet };
    const prompt = assemblePrompt({ scene, author: mira, action: { mode: 'do', text }, entry, limits });
    const { passage, result } = await tell(entry.narrator, prompt, limits);
    const [narration] = result.calls;
    const { input = 0, cacheRead = 0 } = narration?.usage ?? {};
    reads.push({ cached: cacheRead, tokens: cacheRead + input, summed });
    const turn = turnOf(world, n, passage, text);
    history.push(turn);
    sheet = applyPatches(world.trackers, sheet, result.patches).sheet;
    summed = prompt.summary !== null && result.summary !== null;
    if (prompt.summary && result.summary !== null) {
      const { fromN, toN, toKey } = prompt.summary;
      const { narratorId } = entry;
      summaries.push({ id: turn.turnId, fromN, toN, toKey, text: result.summary, narratorId, editedBy: null, at: turn.at });
    }
  }
  return reads;
}

async function tell(narrator: Narrator, prompt: ReturnType<typeof assemblePrompt>, { passageTokens }: TurnLimits) {
  const narration = narrator.narrate(prompt, { maxTokens: passageTokens, signal: new AbortController().signal });
  let passage = '';
  for (;;) {
    const { done, value } = await narration.next();
    if (done) return { passage, result: value };
    passage += value;
  }
}

function sceneOf(world: World, history: readonly Turn[]): Scene {
  return {
    ...{ journeyId: world.id, fence: 1, world, members: [mira], history, summaries: [], nextN: history.length + 1 },
    head: history.at(-1)?.key ?? null,
    ...{ sheet: initialSheet(world.trackers), read: new Map() },
  };
}

/** What the assembler looks at, and the rest as a free turn has it. */
function turnOf(world: World, n: number, passage: string, action = 'I go on.'): Turn {
  return {
    ...{ key: `turn:${world.id}:${n}`, turnId: String(n), journeyId: world.id, worldId: world.id, n },
    ...{
      parentKey: n > 1 ? `turn:${world.id}:${n - 1}` : null,
      aside: false,
      onward: null,
      authorId: mira.playerId,
      authorName: mira.name,
    },
    ...{ mode: 'do', action, passage, incomplete: false, narratorId: mira.narratorId, served: null, usage: null },
    ...{ counted: false, calls: [], finish: 'complete', priceVersion: 1, funding: 'free', ceiling: 0n, charged: 0n },
    ...{
      wouldHaveCost: 0n,
      vendorCost: 0n,
      parts: [],
      summary: null,
      changes: [],
      sheet: {},
      at: new Date(n),
      editedAt: null,
      original: null,
    },
    estimate: {
      ...{ low: 0n, likely: 0n, high: 0n, warm: false, promptTokens: 0, reusableTokens: 0, addedTokens: 0, passageTokensMax: 0 },
    },
  };
}

function sampleWorld(index: number): World {
  const world = SAMPLE_WORLDS[index];
  if (!world) throw new Error(`there is no sample world ${index}`);
  return { ...world, version: 1, ownerId: 'bench' };
}

/** An entry that counts and does nothing else: the AI's own counting is not measured. */
function countingEntry(): NarratorEntry {
  const narrator: Narrator = {
    ...{ countTokens: (text) => Math.ceil(text.length / 4), countSlack: 1, overhead: { perMessage: 4, perPrompt: 4 } },
    ...{ patchTokens: () => ({ input: 0, output: 0 }), narrate: () => Promise.reject(new Error('only counts')) as never },
  };
  return {
    ...{ narratorId: 'hearth', name: 'Counts', description: '', promptTokens: 6_000, passageTokens: 700 },
    ...{ promptTokensMax: 100_000, passageTokensMax: 700, vendor: 'bench', cacheGroup: 'bench', narrator },
  };
}

const WORDS = Array.from({ length: 20_000 }, (_, index) => `w${((index * 7_919) % 20_011).toString(36)}`);
const wordAt = (index: number): string => WORDS[index % WORDS.length] ?? '';

function prose(seed: number, words: number): string {
  return `${Array.from({ length: words }, (_, index) => wordAt(seed * 97 + index * 13)).join(' ')}.`;
}

function bookOf(size: number): Lorebook {
  const entries = Array.from({ length: size }, (_, index): LoreEntry => ({
    ...{ id: `entry-${index}`, name: `Entry ${index}`, keys: [wordAt(index), `${wordAt(index * 3)} of ${wordAt(index * 7)}`] },
    ...{ content: prose(index, 40), enabled: true, constant: index < 5, insertion_order: index },
  }));
  return { scan_depth: 4, token_budget: 400, entries };
}

function contentTokens({ content }: LoreEntry): number {
  return Math.ceil(content.length / 4);
}

function timed(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

function told(value: number): Figures[string] {
  return { value: rounded(value, 3), want: null };
}

function percent(part: number, whole: number): number {
  return rounded((100 * part) / whole, 1);
}
