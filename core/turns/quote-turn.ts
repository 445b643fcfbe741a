/** Quotes for a written action, and for one that is still to be written. */
import { sampleOf } from '#core/pricing/calibration.ts';
import type { TurnSample } from '#core/pricing/calibration.ts';
import { ACTION_ROOM_TOKENS, quoteTurn } from '#core/pricing/quote.ts';
import type { NarratorPrices } from '#core/pricing/price-book.ts';
import type { Quote } from '#core/pricing/quote.ts';
import { assemblePrompt, keyedLoreBudget } from '#core/prompts/assemble-prompt.ts';
import type { Prompt } from '#core/prompts/prompt.ts';
import { hasReadBeginning, reusedTokens } from '#core/prompts/reused-tokens.ts';
import type { Game } from './game.ts';
import type { NarratorEntry } from './narrator.ts';
import type { LastRead, Scene } from './scene.ts';
import { termsOf } from './turn-intent.ts';
import type { TurnIntent, TurnTerms } from './turn-intent.ts';

/** How many of the journey's own latest turns tell most about its next one, and how much more than others'. */
const OWN_TURNS = 10;
const OWN_WEIGHT = 3;

export function promptOf(intent: TurnIntent, { limits }: TurnTerms): Prompt {
  const prompt = assemblePrompt({ ...intent, limits });
  return intent.author.settings.summaries ? prompt : { ...prompt, summary: null };
}

/**
 * Whether the AI has the world in mind already. What was told since it read last is in the price of the next turn, which must not
 * move because somebody loads the page anew.
 */
export function hasReadAhead(prompt: Prompt, { scene, entry }: TurnIntent, { prices }: TurnTerms, game: Game): boolean {
  const kept = stillRead(scene, entry, prices, game);
  return kept !== null && hasReadBeginning(prompt, kept.read);
}

/** For the prompt that is about to be sent. */
export function quoteWritten(prompt: Prompt, intent: TurnIntent, terms: TurnTerms, game: Game): Quote {
  return quoteWithRoom(prompt, { roomTokens: 0, written: true }, intent, terms, game);
}

/** Leaves room for the action, for the lore it may call up, and for the passages of the turns queued ahead (TN7). */
export function quoteUnwritten(intent: Omit<TurnIntent, 'action'>, queuedAhead: number, game: Game): Quote {
  const unwritten = { ...intent, action: null };
  const terms = termsOf(unwritten, game);
  const prompt = promptOf(unwritten, terms);
  const { scene } = intent;
  const lore = prompt.parts
    .filter(({ kind, role }) => kind === 'lore' && role === 'user')
    .reduce((sum, { tokens }) => sum + tokens, 0);
  const loreRoom = Math.max(0, keyedLoreBudget(scene.world.character_book, terms.limits.promptTokens) - lore);
  const wanted = ACTION_ROOM_TOKENS + loreRoom + queuedAhead * exchangeTokens(intent, game);
  const roomTokens = Math.min(wanted, Math.max(0, terms.limits.promptTokens - prompt.tokens));
  return quoteWithRoom(prompt, { roomTokens, written: false }, unwritten, terms, game);
}

/** For a text that is written but not sent: exact but for the passages queued ahead. */
export function quoteText(intent: TurnIntent, queuedAhead: number, game: Game): Quote {
  const terms = termsOf(intent, game);
  const prompt = promptOf(intent, terms);
  const room = Math.max(0, terms.limits.promptTokens - prompt.tokens);
  const roomTokens = Math.min(queuedAhead * exchangeTokens(intent, game), room);
  return quoteWithRoom(prompt, { roomTokens, written: true }, intent, terms, game);
}

function quoteWithRoom(
  prompt: Prompt,
  room: { roomTokens: number; written: boolean },
  { scene, entry }: TurnIntent,
  { prices, priceVersion, limits }: TurnTerms,
  game: Game,
): Quote {
  const kept = stillRead(scene, entry, prices, game);
  return quoteTurn({
    ...{ entry, prices, priceVersion, limits, prompt, ...room },
    reusableTokens: kept ? reusedTokens(prompt, kept.read, entry.narrator.overhead) : 0,
    warmUntil: kept?.until ?? null,
    samples: samplesFor(scene, entry, game),
  });
}

/** What the AI last read of the journey and has not forgotten; null when it is cold. */
function stillRead(scene: Scene, entry: NarratorEntry, { cacheLifetimeMs }: NarratorPrices, game: Game): KeptRead | null {
  const read = lastRead(scene, entry, game);
  if (!read) return null;
  const until = new Date(read.at.getTime() + cacheLifetimeMs);
  return until > game.clock() ? { read, until } : null;
}

interface KeptRead {
  readonly read: LastRead;
  readonly until: Date;
}

/** By this AI, or by another on the same weights. */
function lastRead({ read }: Scene, { cacheGroup }: NarratorEntry, game: Game): LastRead | undefined {
  return game.narrators.entries
    .filter((entry) => entry.cacheGroup === cacheGroup)
    .flatMap(({ narratorId, inProcess }) => {
      const last = read.get(narratorId);
      // Of an AI in this process, only what its room saw it read is surely still there.
      return last && !(inProcess && last.stable === null) ? [last] : [];
    })
    .reduce<LastRead | undefined>((newest, candidate) => (newest && newest.at >= candidate.at ? newest : candidate), undefined);
}

/** What this AI did in this world lately; the journey's own turns count more. */
function samplesFor(scene: Scene, { narratorId }: NarratorEntry, game: Game): TurnSample[] {
  const own = scene.history
    .slice(-2 * OWN_TURNS)
    .filter((turn) => turn.narratorId === narratorId)
    .slice(-OWN_TURNS)
    .flatMap((turn) => sampleOf(turn) ?? []);
  const weighted = Array.from({ length: OWN_WEIGHT }, () => own).flat();
  return [...game.calibrations.of(narratorId, scene.world.id).samples, ...weighted];
}

/** What one turn ahead may add: whoever wrote it has an AI and a length of their own. */
function exchangeTokens({ scene, entry }: Pick<TurnIntent, 'scene' | 'entry'>, game: Game): number {
  const passages = scene.members.map((member) => {
    const theirs = game.narrators.find(member.narratorId) ?? entry;
    return Math.max(theirs.passageTokens, member.settings.passageTokens ?? 0);
  });
  return ACTION_ROOM_TOKENS + Math.max(entry.passageTokens, ...passages) + 2 * entry.narrator.overhead.perMessage;
}
