/** What players set in a journey: their AI, their settings, their own words for a summary. Stored first, then shown. */
import type { z } from 'zod';
import { GameError } from '#protocol/errors.ts';
import type { ChooseNarratorSchema, EditSummarySchema, JourneyAnswers, SettingsSchema } from '#protocol/journey-messages.ts';
import type { JourneyState } from '#protocol/journey-state.ts';
import type { QuoteView } from '#protocol/values.ts';
import type { Member } from '#core/journeys/journey.ts';
import type { TurnSettings } from '#core/journeys/turn-settings.ts';
import type { JourneyStore } from '#core/journeys/journey-store.ts';
import type { LiveJourney } from '#core/journeys/live-journey.ts';
import type { NarratorEntry } from '#core/turns/narrator.ts';
import type { PrivateViews } from './private-views.ts';
import { seatOf } from './seat-auth.ts';
import type { JourneyClient } from './seat-auth.ts';
import { showPlayer, showSettings } from './show-state.ts';
import { showSummaries } from './show-story.ts';

export interface PlayerChoicesParts {
  readonly journeys: JourneyStore;
  readonly journey: LiveJourney;
  readonly state: JourneyState;
  readonly views: PrivateViews;
  /** Sends the state before the answer, so that an action sent right behind it knows its price. */
  readonly broadcast: () => void;
}

export class PlayerChoices {
  readonly #parts: PlayerChoicesParts;

  constructor(parts: PlayerChoicesParts) {
    this.#parts = parts;
  }

  chooseNarrator = async (
    client: JourneyClient,
    { narratorId }: z.output<typeof ChooseNarratorSchema>,
  ): Promise<JourneyAnswers['choose-narrator']> => {
    const { journeys, journey, state, views } = this.#parts;
    const { playerId } = seatOf(client);
    const entry = views.entry(narratorId);
    views.quoteIf({ ...this.#member(playerId), narratorId }, entry); // What cannot be priced is not chosen.
    await journeys.chooseNarrator(journey, playerId, narratorId);
    showPlayer(state, this.#changeMember(playerId, { narratorId }));
    return { narratorId, quote: this.#quoteAnew(playerId, entry) };
  };

  changeSettings = async (
    client: JourneyClient,
    changes: z.output<typeof SettingsSchema>,
  ): Promise<JourneyAnswers['settings']> => {
    const { journeys, journey, state, views } = this.#parts;
    const { playerId } = seatOf(client);
    const member = this.#member(playerId);
    const known = member.settings;
    const settings: TurnSettings = {
      passageTokens: changes.passageTokens === undefined ? known.passageTokens : changes.passageTokens,
      promptTokens: changes.promptTokens === undefined ? known.promptTokens : changes.promptTokens,
      memoryNote: changes.memoryNote ?? known.memoryNote,
      authorNote: changes.authorNote ?? known.authorNote,
      summaries: changes.summaries ?? known.summaries,
    };
    views.quoteIf({ ...member, settings }, views.entryOf(playerId)); // What cannot be played is not kept.
    await journeys.changeSettings(journey, playerId, settings);
    const player = showPlayer(state, this.#changeMember(playerId, { settings }));
    showSettings(player, settings);
    return { settings, quote: this.#quoteAnew(playerId, views.entryOf(playerId)) };
  };

  editSummary = async (
    client: JourneyClient,
    { summaryId, text }: z.output<typeof EditSummarySchema>,
  ): Promise<JourneyAnswers['edit-summary']> => {
    const { journeys, journey, state, views, broadcast } = this.#parts;
    const { playerId: editedBy } = seatOf(client);
    const known = journey.summaries.find(({ id }) => id === summaryId);
    if (!known) throw new GameError('SUMMARY_NOT_FOUND');
    await journeys.editSummary(journey, { id: summaryId, text, editedBy });
    journey.setSummary({ ...known, text, editedBy });
    showSummaries(state, journey.summaries);
    views.refreshQuotes();
    broadcast();
    return { summaryId };
  };

  #quoteAnew(playerId: string, entry: NarratorEntry): QuoteView {
    const { views, broadcast } = this.#parts;
    views.refreshQuotes();
    broadcast();
    return views.quoteFor(playerId, entry);
  }

  #member(playerId: string): Member {
    const member = this.#parts.journey.member(playerId);
    if (!member) throw new GameError('JOURNEY_NOT_FOUND');
    return member;
  }

  #changeMember(playerId: string, change: Partial<Member>): Member {
    const member = { ...this.#member(playerId), ...change };
    this.#parts.journey.setMember(member);
    return member;
  }
}
