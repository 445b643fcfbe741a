/** How near the quotes come: what players were shown before each of some 320 real turns, against what the turn then cost. */
import { SingleBar } from 'cli-progress';
import { formatCredits } from '#core/money/microcredits.ts';
import type { Turn } from '#core/turns/turn.ts';
import type { JourneySession } from '#sdk/index.ts';
import { turnOf } from '#models/documents/turn-document.ts';
import { rounded } from './bench.ts';
import type { Bench, Figures } from './bench.ts';
import { actionOf, startRealServer } from './real-server.ts';
import type { RealServer } from './real-server.ts';

const TURNS_PER_JOURNEY = 36;
/** From here on a journey's quotes are judged: before, they may still be learning. */
const JUDGED_FROM = 20;

/** A turn with the quote that its player saw before acting. */
interface JudgedTurn {
  readonly turn: Turn;
  readonly shown: { readonly low: bigint; readonly likely: bigint; readonly high: bigint };
  readonly index: number;
}

export const estimatesBench: Bench = {
  name: 'estimates',
  about:
    'how near quotes come to costs: over 300 turns with the real local AI, three worlds, three AI models (half an hour on two cores)',
  async run(say) {
    const server = await startRealServer();
    try {
      const worlds = await server.worlds.list();
      const narratorIds = server.game.narrators.entries.map(({ narratorId }) => narratorId);
      const bar = progressBar(worlds.length * narratorIds.length * TURNS_PER_JOURNEY);
      const told: JudgedTurn[] = [];
      for (const narratorId of narratorIds) {
        for (const { id } of worlds) told.push(...(await playJourney(server, id, narratorId, () => bar.increment())));
      }
      bar.stop();
      for (const narratorId of narratorIds) {
        const own = told.filter(({ turn }) => turn.narratorId === narratorId);
        say(`${narratorId}: ${summaryOf(own)}`);
      }
      return figuresOf(told, say);
    } finally {
      await server.end();
    }
  },
};

function progressBar(turns: number): SingleBar {
  const bar = new SingleBar({
    format: '{bar} {value}/{total} turns, {eta_formatted} left',
    stream: process.stderr,
    noTTYOutput: false,
  });
  bar.start(turns, 0);
  return bar;
}

async function playJourney(server: RealServer, worldId: string, narratorId: string, onTurn: () => void): Promise<JudgedTurn[]> {
  const session = await server.journey(worldId, narratorId);
  const judged: JudgedTurn[] = [];
  for (let index = 0; index < TURNS_PER_JOURNEY; index++) {
    const shown = shownQuote(session);
    const outcome = await session.act(actionOf(session.state.suggestions, index));
    onTurn();
    if (outcome.type !== 'settled') continue; // free, so there is nothing to estimate
    const document = await server.database.turns.findOne({ journeyId: session.journeyId, n: outcome.n });
    if (document) judged.push({ turn: turnOf(document), shown, index });
  }
  await session.leave();
  return judged;
}

function shownQuote({ state: { me } }: JourneySession): JudgedTurn['shown'] {
  if (!me) throw new Error('the player does not see their own quote');
  const { low, likely, high } = me.quote;
  return { low: BigInt(low), likely: BigInt(likely), high: BigInt(high) };
}

function figuresOf(told: readonly JudgedTurn[], say: (line: string) => void): Figures {
  const above = told.filter(({ turn }) => turn.wouldHaveCost > turn.ceiling);
  const absorbed = above.reduce((sum, { turn }) => sum + turn.wouldHaveCost - turn.charged, 0n);
  say(`${told.length} turns; credits absorbed above ceilings: ${formatCredits(absorbed)}`);
  return {
    turns: { value: told.length, want: '>= 300' },
    'error-percent': { value: rounded(errorPercent(told)), want: '<= 15' },
    'inside-percent': { value: rounded(insidePercent(told)), want: '>= 90' },
    'above-ceiling-percent': { value: rounded((100 * above.length) / told.length), want: '<= 0.5' },
    'absorbed-credits': { value: Number(formatCredits(absorbed)), want: null },
  };
}

function summaryOf(told: readonly JudgedTurn[]): string {
  const cut = told.filter(({ turn }) => turn.finish === 'length').length;
  const error = `likely is off by ${rounded(errorPercent(told), 1)} %`;
  return `${told.length} turns, ${cut} cut by the limit; from the ${JUDGED_FROM}th on ${error}, ${rounded(insidePercent(told), 1)} % inside`;
}

/** Passages cut by the token limit do not count. */
function judgedOf(told: readonly JudgedTurn[]): readonly JudgedTurn[] {
  return told.filter(({ turn, index }) => index + 1 >= JUDGED_FROM && turn.finish !== 'length');
}

function errorPercent(told: readonly JudgedTurn[]): number {
  const judged = judgedOf(told);
  const errors = judged.map(
    ({ turn, shown }) => Math.abs(Number(shown.likely - turn.wouldHaveCost)) / Number(turn.wouldHaveCost),
  );
  return (100 * errors.reduce((sum, error) => sum + error, 0)) / judged.length;
}

function insidePercent(told: readonly JudgedTurn[]): number {
  const judged = judgedOf(told);
  const inside = judged.filter(({ turn, shown }) => turn.wouldHaveCost >= shown.low && turn.wouldHaveCost <= shown.high);
  return (100 * inside.length) / judged.length;
}
