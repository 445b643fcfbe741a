/** What a player writes at the prompt: an action for the story, or a command that begins with a slash. */
// In a project of your own: from '@imagina/client-sdk'.
import { RELEASE_REASONS } from '../index.ts';
import type { GameClient, JourneySession, RefusedAction, ReleasedTurn, ReleaseReason, TurnOutcome } from '../index.ts';
import { spendingText, turnText } from './cause-text.ts';
import { obeyStoryCommand, STORY_COMMANDS } from './story-commands.ts';
import { balanceText, changesText, credits, narratorText, quoteText, receiptText } from './price-text.ts';
import { SETTINGS_HELP, settingsFrom, settingsText } from './settings-text.ts';

export const COMMANDS = `Write what you do, or begin with " to say it. An empty line lets the story continue.
  /stop          end the narration here; it costs what was used
${STORY_COMMANDS}
  /model [N]     the AI models with their prices for this journey, or choose one
  /accept N      take an offer after your credits ran out or an AI failed
  /settings      how long passages get, how much the AI reads, your notes to it
  /memory        the summaries of earlier turns; /memory N TEXT puts one in your words
  /why [TURN]    what the AI read for a turn, why, and what each part cost
  /spent         what the parts of your turns cost you this week
  /wallet        balance, free turns, and what the last turns cost
  /help          this list
  /quit          leave; the journey stays`;

type Print = (text: string) => void;

export class PlayerCommands {
  readonly #game: GameClient;
  readonly #session: JourneySession;
  readonly #print: Print;
  readonly #running: Promise<unknown>[] = [];
  /** The last action that did not become a passage, with what could be done about it. */
  #failed: RefusedAction | ReleasedTurn | undefined;

  constructor(game: GameClient, session: JourneySession, print: Print) {
    this.#game = game;
    this.#session = session;
    this.#print = print;
  }

  /** Resolves when a command is done; a turn is told behind it, so that /stop works and more actions can wait in the queue. */
  async obey(line: string): Promise<void> {
    const [, command = '', rest = ''] = /^(\/\S*)?\s*(.*)$/s.exec(line) ?? [];
    switch (command) {
      case '':
        this.#tell(line === '' ? this.#session.act('', { mode: 'continue' }) : this.#session.act(line, { mode: modeOf(line) }));
        return;
      case '/stop':
        await this.#session.stop();
        return;
      case '/model':
        return rest === '' ? this.#listModels() : this.#chooseModel(Number(rest));
      case '/accept':
        this.#acceptOffer(Number(rest));
        return;
      case '/settings':
        return rest === '' ? this.#showSettings() : this.#changeSettings(rest);
      case '/memory':
        if (rest !== '') return this.#editSummary(rest);
        this.#listSummaries();
        return;
      case '/why':
        return this.#explainTurn(rest);
      case '/spent':
        this.#print(spendingText(await this.#game.api.wallet.spending({})));
        return;
      case '/wallet':
        this.#showWallet();
        return;
      case '/help':
        this.#print(COMMANDS);
        return;
      default: {
        const told = { print: this.#print, tell: (outcome: Promise<TurnOutcome>) => this.#tell(outcome) };
        if (await obeyStoryCommand({ command, rest }, this.#session, told)) return;
        this.#print(`Unknown command ${command}. It was not sent to the story.\n${COMMANDS}`);
      }
    }
  }

  /** Resolves when every turn that was begun has ended. */
  async allTold(): Promise<void> {
    await Promise.all(this.#running);
  }

  showPrice(): void {
    const { me } = this.#session.state;
    if (me) this.#print(`[next turn: ${quoteText(me.quote)}]`);
  }

  #tell(outcome: Promise<TurnOutcome>): void {
    const shown = outcome.then(
      (ended) => this.#showOutcome(ended),
      (failure: unknown) => this.#session.status !== 'closed' && this.#print(`\n! ${sentenceOf(failure)}`),
    );
    this.#running.push(shown);
  }

  #showOutcome(outcome: TurnOutcome): void {
    this.#failed = outcome.type === 'settled' ? undefined : outcome;
    switch (outcome.type) {
      case 'settled': {
        this.#print(`\n\n[${receiptText(outcome.n, outcome.receipt)}]`);
        this.#showChanges(outcome.turnId);
        break;
      }
      case 'released': {
        const again = outcome.retryAfterMs === undefined ? '' : ` It asks for ${Math.ceil(outcome.retryAfterMs / 1_000)} s.`;
        this.#print(`\n\n[${RELEASE_REASONS[outcome.reason as ReleaseReason]}${again}]`);
        this.#showWayOn(outcome, outcome.action);
        break;
      }
      case 'refused':
        this.#print(`\n[${outcome.error.message}]`);
        this.#showWayOn(outcome, outcome.text);
    }
    this.showPrice();
  }

  /** The player's own words, to be sent again, and other AIs that could tell them. */
  #showWayOn({ offers = [] }: RefusedAction | ReleasedTurn, words: string): void {
    if (words !== '') this.#print(`  Your words: ${words}`);
    offers.forEach(({ name, quote }, index) => this.#print(`  /accept ${index + 1}  ${name}: ${quoteText(quote)}`));
  }

  /** What a passage changed of the trackers, if anything. */
  #showChanges(turnId: string): void {
    const { passages, trackers } = this.#session.state;
    const passage = passages.find((candidate) => candidate.turnId === turnId);
    const changes = passage && changesText(passage, trackers);
    if (changes) this.#print(`  ${changes}`);
  }

  #acceptOffer(number: number): void {
    const offer = this.#failed?.offers?.[number - 1];
    if (this.#failed && offer) this.#tell(this.#session.acceptOffer(this.#failed, offer.narratorId));
    else this.#print('There is no such offer.');
  }

  async #listModels(): Promise<void> {
    const chosen = this.#session.state.me?.narratorId;
    const narrators = await this.#game.api.narrators({ journeyId: this.#session.journeyId });
    narrators.forEach((narrator, index) => {
      this.#print(`${narrator.narratorId === chosen ? '*' : ' '} ${index + 1}. ${narratorText(narrator)}`);
    });
  }

  async #chooseModel(number: number): Promise<void> {
    const narrator = (await this.#game.api.narrators({}))[number - 1];
    if (!narrator) {
      this.#print('There is no such AI model.');
      return;
    }
    const { quote } = await this.#session.chooseNarrator(narrator.narratorId);
    this.#print(`${narrator.name}: ${quoteText(quote)}`);
  }

  async #showSettings(): Promise<void> {
    const { me } = this.#session.state;
    if (!me) return;
    const narrator = (await this.#game.api.narrators({})).find(({ narratorId }) => narratorId === me.narratorId);
    this.#print(`${settingsText(me.settings, narrator)}\n\n${SETTINGS_HELP}`);
  }

  async #changeSettings(line: string): Promise<void> {
    const changes = settingsFrom(line);
    if (!changes) {
      this.#print(SETTINGS_HELP);
      return;
    }
    const { quote } = await this.#session.changeSettings(changes);
    const { promptTokens, passageTokensMax } = quote;
    this.#print(`From your next turn on: reads about ${promptTokens} tokens, passages of up to ${passageTokensMax}`);
    this.#print(`[next turn: ${quoteText(quote)}]`);
  }

  #listSummaries(): void {
    const { summaries, players } = this.#session.state;
    if (summaries.length === 0) this.#print('Nothing is summed up yet: the AI reads the turns themselves.');
    summaries.forEach(({ fromN, toN, text, narratorId, editedBy }, index) => {
      const editor = players.find(({ playerId }) => playerId === editedBy)?.name ?? 'a player';
      const by = editedBy === null ? `by ${narratorId}` : `by ${narratorId}, changed by ${editor}`;
      this.#print(`${index + 1}. turns ${fromN}–${toN}, ${by}:\n   ${text.replaceAll('\n', '\n   ')}`);
    });
  }

  async #editSummary(line: string): Promise<void> {
    const [, number, text] = /^(\d+)\s+(.+)$/s.exec(line) ?? [];
    const summary = this.#session.state.summaries[Number(number) - 1];
    if (!summary || text === undefined) {
      this.#print('There is no such summary. /memory lists them; /memory 1 TEXT changes the first.');
      return;
    }
    await this.#session.editSummary(summary.summaryId, text);
    this.#print(`Turns ${summary.fromN}–${summary.toN} are now told in your words.`);
  }

  async #explainTurn(number: string): Promise<void> {
    const { journeyId, state } = this.#session;
    const n = number === '' ? state.passages.at(-1)?.n : Number(number);
    if (n === undefined || !Number.isInteger(n)) this.#print('There is no such turn.');
    else this.#print(turnText(await this.#game.api.journeys.context({ journeyId, n })));
  }

  #showWallet(): void {
    const { me } = this.#session.state;
    if (!me) return;
    const { available, held, freeTurnsLeft, freeTurnsPerDay } = me.wallet;
    this.#print(
      `${balanceText(available)} to spend, ${credits(held)} held, ${freeTurnsLeft} of ${freeTurnsPerDay} free turns left today`,
    );
    for (const { n, funding, charged, wouldHaveCost } of me.costs)
      this.#print(`  turn ${n}: ${funding === 'free' ? `free, worth ${credits(wouldHaveCost)}` : credits(charged)}`);
  }
}

function modeOf(line: string): 'do' | 'say' {
  return line.startsWith('"') ? 'say' : 'do';
}

/** Both errors of the SDK carry a sentence for the player. */
export function sentenceOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
