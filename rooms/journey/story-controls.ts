/** What players do to the story for nothing: undo, redo, choose another telling, edit. Stored first, then shown to everybody (TN12–TN14). */
import type { z } from 'zod';
import { GameError } from '#protocol/errors.ts';
import type {
  ChooseSchema,
  EditSchema,
  JourneyAnswers,
  RedoSchema,
  StoryChange,
  UndoSchema,
} from '#protocol/journey-messages.ts';
import type { JourneyState } from '#protocol/journey-state.ts';
import { ACTION_CHARACTERS_MAX, isVisible, PASSAGES_IN_STATE_MAX } from '#protocol/values.ts';
import { editedTurn } from '#core/journeys/edit-turn.ts';
import type { HeadMove, JourneyStore } from '#core/journeys/journey-store.ts';
import type { LiveJourney } from '#core/journeys/live-journey.ts';
import type { Turn } from '#core/turns/turn.ts';
import type { PrivateViews } from './private-views.ts';
import { seatOf } from './seat-auth.ts';
import type { JourneyClient } from './seat-auth.ts';
import { showStory } from './show-story.ts';

export interface StoryControlsParts {
  readonly journeys: JourneyStore;
  readonly journey: LiveJourney;
  readonly state: JourneyState;
  readonly views: PrivateViews;
  readonly clock: () => Date;
  /** Throws while a turn is being told or waits, since its price is of the story as it stands. */
  readonly assertQuiet: () => void;
  /** Actions that came while a change was written may begin. */
  readonly onChanged: () => void;
  /** Sends the state, then the news of what changed it. */
  readonly tell: (change: StoryChange) => void;
  /** What is in memory may not be what is stored: the journey is opened anew. */
  readonly reopen: () => void;
}

export class StoryControls {
  readonly #parts: StoryControlsParts;
  #changes = 0;
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(parts: StoryControlsParts) {
    this.#parts = parts;
  }

  /** Turns wait meanwhile. */
  get isChanging(): boolean {
    return this.#changes > 0;
  }

  undo = (client: JourneyClient, { from }: z.output<typeof UndoSchema>): Promise<JourneyAnswers['undo']> =>
    this.#oneAtATime(async () => {
      const { journey } = this.#parts;
      const undone = this.#headAt(from);
      if (!undone) throw new GameError('NOTHING_TO_UNDO');
      await this.#store(async () => {
        await this.#move({ type: 'undo', from: undone.key, to: undone.parentKey });
        journey.undo();
      });
      return this.#moved(client, 'undo', undone);
    });

  redo = (client: JourneyClient, { from }: z.output<typeof RedoSchema>): Promise<JourneyAnswers['redo']> =>
    this.#oneAtATime(async () => {
      const head = this.#headAt(from);
      const { onward } = this.#parts.journey;
      if (onward === null) throw new GameError('NOTHING_TO_REDO');
      return this.#moved(client, 'redo', await this.#moveTo({ type: 'redo', from: head?.key ?? null, to: onward }));
    });

  choose = (client: JourneyClient, { turnId }: z.output<typeof ChooseSchema>): Promise<JourneyAnswers['choose']> =>
    this.#oneAtATime(async () => {
      const { journeys, journey } = this.#parts;
      const { head } = journey;
      if (head?.turnId === turnId) return { head: turnId };
      const chosen = await journeys.turn(journey.id, turnId);
      if (!chosen) throw new GameError('TURN_NOT_FOUND');
      if (!head || chosen.parentKey !== head.parentKey) throw new GameError('TURN_ASIDE');
      return this.#moved(client, 'choose', await this.#moveTo({ type: 'choose', from: head.key, to: chosen.key }));
    });

  edit = (client: JourneyClient, { turnId, action, passage }: z.output<typeof EditSchema>): Promise<JourneyAnswers['edit']> =>
    this.#oneAtATime(async () => {
      const { journeys, journey, clock } = this.#parts;
      const turn = journey.turn(turnId) ?? (await journeys.turn(journey.id, turnId));
      if (!turn) throw new GameError('TURN_NOT_FOUND');
      if (turn.authorId !== seatOf(client).playerId) throw new GameError('NOT_YOUR_TURN');
      if (turn.aside) throw new GameError('TURN_ASIDE');
      if (action !== undefined) assertAction(action, turn);
      const words = { ...(action !== undefined && { action }), ...(passage !== undefined && { passage }) };
      const edited = editedTurn(turn, words, clock());
      await this.#store(async () => {
        await journeys.editTurn(journey, edited);
        journey.setTurn(edited);
      });
      this.#show({ by: seatOf(client).playerId, what: 'edit', n: turn.n });
      return { turnId };
    });

  /** Where the story stands; whoever saw it stand elsewhere meant another turn. */
  #headAt(from: string | undefined): Turn | undefined {
    const { head } = this.#parts.journey;
    if (from !== undefined && from !== (head?.turnId ?? '')) throw new GameError('TURN_ASIDE');
    return head;
  }

  async #moveTo(move: Omit<HeadMove, 'at'>): Promise<Turn> {
    return this.#store(async () => {
      const turn = await this.#move(move);
      if (!turn) throw new Error(`${move.type} led to no turn`);
      this.#parts.journey.moveTo(turn);
      return turn;
    });
  }

  #move(move: Omit<HeadMove, 'at'>): Promise<Turn | null> {
    const { journeys, journey, clock } = this.#parts;
    return journeys.moveHead(journey, { ...move, at: clock() });
  }

  /** With what the page then shows and memory does not have. */
  async #store<T>(change: () => Promise<T>): Promise<T> {
    const { journeys, journey, reopen } = this.#parts;
    try {
      const changed = await change();
      if (journey.isShort) journey.setStory(await journeys.story(journey.id));
      const places = journey.unknownPlaces(PASSAGES_IN_STATE_MAX);
      if (places.length > 0) journey.addAlternatives(await journeys.alternatives(journey.id, places));
      return changed;
    } catch (failure) {
      reopen();
      throw failure;
    }
  }

  #moved(client: JourneyClient, what: StoryChange['what'], { n }: Turn): { head: string } {
    this.#show({ by: seatOf(client).playerId, what, n });
    return { head: this.#parts.journey.head?.turnId ?? '' };
  }

  #show(change: StoryChange): void {
    const { state, journey, views, tell } = this.#parts;
    showStory(state, journey);
    views.refreshQuotes();
    tell(change);
  }

  /** In the order they came: each sees the story as the one before left it. */
  async #oneAtATime<T>(change: () => Promise<T>): Promise<T> {
    const begin = async () => {
      this.#parts.assertQuiet();
      return change();
    };
    // At once if it can: an action that came right behind it waits for it, and not the other way round.
    const changed = this.#changes === 0 ? begin() : this.#lastChange.then(begin);
    this.#changes += 1;
    this.#lastChange = changed.catch(() => undefined);
    try {
      return await changed;
    } finally {
      this.#changes -= 1;
      if (this.#changes === 0) this.#parts.onChanged();
    }
  }
}

function assertAction(action: string, { mode }: Turn): void {
  if (action.length > ACTION_CHARACTERS_MAX) throw new GameError('ACTION_TOO_LONG', { charactersMax: ACTION_CHARACTERS_MAX });
  if (mode !== 'continue' && !isVisible(action)) throw new GameError('ACTION_EMPTY');
}
