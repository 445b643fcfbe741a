/** Makes the parts that come back turn after turn, each once per narrator: worlds, members, turns and summaries never change. */
import type { Member } from '#core/journeys/journey.ts';
import type { Summary } from '#core/journeys/summary.ts';
import type { Narrator } from '#core/turns/narrator.ts';
import type { Turn } from '#core/turns/turn.ts';
import type { TrackerSheet } from '#core/worlds/trackers.ts';
import type { Character, LoreEntry, World } from '#core/worlds/world.ts';
import type { PromptPart } from './prompt.ts';
import { actionText, INSTRUCTIONS, memoryText, sheetText, summaryText } from './wording.ts';

/** The parts of a world that depend on nothing else. */
export interface WorldParts {
  /** Instructions and premise. */
  readonly beginning: readonly PromptPart[];
  readonly characters: readonly PromptPart[];
  readonly opening: readonly PromptPart[];
  /** The world's author's note. */
  readonly note: readonly PromptPart[];
}

/** The parts of a member: who they play, and what they noted for their own turns. */
export interface MemberParts {
  readonly player: PromptPart;
  readonly memoryNote: readonly PromptPart[];
  readonly authorNote: readonly PromptPart[];
}

/** A told turn: the action and the passage. */
export interface Exchange {
  readonly turn: Turn;
  readonly parts: readonly PromptPart[];
  /** With what the chat format adds. */
  readonly tokens: number;
}

export class PromptParts {
  readonly #narrator: Narrator;
  readonly world: (world: World) => WorldParts;
  readonly member: (member: Member) => MemberParts;
  readonly exchange: (turn: Turn) => Exchange;
  readonly summary: (summary: Summary) => PromptPart;
  /** As keyed lore stands in the prompt, and with the same tokens in the stable part. */
  readonly lore: (entry: LoreEntry) => PromptPart;
  readonly #examples = once((world: World) => once((player: Member) => this.#exampleParts(world, player.name)));
  readonly #exampleOfNobody = once((world: World) => this.#exampleParts(world, 'A traveler'));
  readonly #sheets = new WeakMap<TrackerSheet, PromptPart>();

  constructor(narrator: Narrator) {
    this.#narrator = narrator;
    this.world = once((world: World) => this.#worldParts(world));
    this.member = once((member: Member) => this.#memberParts(member));
    this.exchange = once((turn: Turn) => this.#exchangeParts(turn));
    this.summary = once(({ id, fromN, toN, text, editedBy }: Summary) => {
      const why = editedBy === null ? 'stands for these turns' : 'stands for these turns, as a player wrote it';
      return this.make('summary', { id, name: turnsName(fromN, toN), role: 'user', text: `${summaryText(text)}\n\n`, why });
    });
    this.lore = once(({ id, name, content }: LoreEntry) => {
      return this.make('lore', { id, name, role: 'user', text: `${content}\n`, why: '' });
    });
  }

  make(kind: PromptPart['kind'], part: Omit<PromptPart, 'kind' | 'tokens'>): PromptPart {
    return { kind, ...part, tokens: this.#narrator.countTokens(part.text) };
  }

  /** One more exchange, in the form that real turns have, as if the first player had done it. */
  example(world: World, player: Member | undefined): readonly PromptPart[] {
    return player ? this.#examples(world)(player) : this.#exampleOfNobody(world);
  }

  /** The sheet of trackers; nothing in a world without any. */
  sheet({ trackers }: World, sheet: TrackerSheet): readonly PromptPart[] {
    if (trackers.length === 0) return [];
    const known = this.#sheets.get(sheet);
    if (known) return [known];
    const text = `${sheetText(trackers, sheet)}\n`;
    const part = this.make('tracker-sheet', { id: null, name: 'trackers', role: 'user', text, why: 'always' });
    this.#sheets.set(sheet, part);
    return [part];
  }

  #worldParts(world: World): WorldParts {
    const system = (kind: 'instructions' | 'premise', id: string | null, name: string, text: string): PromptPart =>
      this.make(kind, { id, name, role: 'system', text, why: 'always' });
    const note = world.post_history_instructions;
    return {
      beginning: [
        system('instructions', null, 'instructions', `${INSTRUCTIONS}\n`),
        ...(world.system_prompt ? [system('instructions', 'world', 'how this world is told', `${world.system_prompt}\n`)] : []),
        system('premise', null, 'premise', `\n${world.description}\n`),
      ],
      characters: world.characters.map((character) => this.#characterPart(character)),
      opening: [
        this.make('opening', { id: null, name: 'opening', role: 'user', text: 'Begin the story.', why: 'always' }),
        this.make('opening', { id: null, name: 'opening', role: 'assistant', text: world.first_mes, why: 'always' }),
      ],
      note: note
        ? [this.make('author-note', { id: 'world', name: "the world's note", role: 'user', text: `${note}\n`, why: 'always' })]
        : [],
    };
  }

  #exampleParts({ mes_example: example }: World, authorName: string): readonly PromptPart[] {
    if (!example) return [];
    const about = { id: null, name: 'example', why: 'teaches the voice' };
    const text = actionText({ authorName, mode: 'do', text: example.action });
    return [
      this.make('example', { ...about, role: 'user', text }),
      this.make('example', { ...about, role: 'assistant', text: example.passage }),
    ];
  }

  #characterPart({ id, name, description, personality }: Character): PromptPart {
    const text = `${name}: ${description} ${personality}\n`;
    return this.make('character', { id, name, role: 'system', text, why: 'always' });
  }

  #memberParts({ playerId: id, name, about, settings }: Member): MemberParts {
    const note = (kind: 'memory-note' | 'author-note', noteName: string, text: string): readonly PromptPart[] =>
      text.trim() === '' ? [] : [this.make(kind, { id, name: noteName, role: 'user', text: `${text}\n`, why: `set by ${name}` })];
    const text = `${name} is played by a player${about ? `: ${about}` : ''}\n`;
    return {
      player: this.make('player', { id, name, role: 'system', text, why: 'always' }),
      memoryNote: note('memory-note', 'memory note', settings.memoryNote && memoryText(settings.memoryNote)),
      authorNote: note('author-note', "the player's note", settings.authorNote),
    };
  }

  #exchangeParts(turn: Turn): Exchange {
    const told = { id: turn.key, name: turnsName(turn.n, turn.n), why: 'the story so far, word for word' };
    const parts = [
      this.make('history', { ...told, role: 'user', text: actionText({ ...turn, text: turn.action }) }),
      this.make('history', { ...told, role: 'assistant', text: turn.passage }),
    ];
    return { turn, parts, tokens: tokensWithin(parts) + parts.length * this.#narrator.overhead.perMessage };
  }
}

const byNarrator = once((narrator: Narrator) => new PromptParts(narrator));

export function promptPartsOf(narrator: Narrator): PromptParts {
  return byNarrator(narrator);
}

/** `turn 3`, or `turns 3–17`. */
export function turnsName(fromN: number, toN: number): string {
  return fromN === toN ? `turn ${fromN}` : `turns ${fromN}–${toN}`;
}

/** The parts' own tokens. */
export function tokensWithin(parts: readonly PromptPart[]): number {
  return parts.reduce((sum, { tokens }) => sum + tokens, 0);
}

/** As the AI reads them: with the chat format around each message and around the whole. */
export function promptTokensOf(parts: readonly PromptPart[], { perMessage, perPrompt }: Narrator['overhead']): number {
  const messages = parts.filter(({ role }, index) => role !== parts[index - 1]?.role).length;
  return tokensWithin(parts) + perPrompt + messages * perMessage;
}

/** Made at the first call, and kept for as long as what it was made of. */
export function once<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, Value>();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key) as Value;
  };
}
