/** What our whole path adds to a passage's first and last text, against calling the same AI service directly. */
import type { JourneySession } from '#sdk/index.ts';
import { startVendorNarrators } from '#server/vendor-narrators.ts';
import { percentile, rounded } from './bench.ts';
import type { Bench, Figures } from './bench.ts';
import { startBenchServer } from './bench-server.ts';
import { PACE, PACED_AI, PACED_PIECES, startPacedOpenAi } from './paced-openai.ts';

const AT_ONCE = 16;
const ROUNDS = 4;
const TURNS_PER_ROUND = 4;
const PASSAGE = PACED_PIECES.join('');
const NARRATION_MS = PACE.firstMs + PACED_PIECES.length * PACE.pieceMs;
/** About what our prompt weighs. */
const DIRECT_PROMPT = 'The tide has a way of listening. '.repeat(300);

/** From asking to the passage's first and last text, in milliseconds. */
interface Heard {
  readonly first: number;
  readonly last: number;
}

export const proxyBench: Bench = {
  name: 'proxy',
  about: '16 passages at once from a paced local AI service: what our whole path adds to the first and the last text',
  async run(say) {
    const service = await startPacedOpenAi();
    const environment = { DEFAULT_NARRATOR: PACED_AI, OPENAI_COMPATIBLE_URL: service.url };
    const server = await startBenchServer(startVendorNarrators, environment); // as an operator would beside a service of theirs
    try {
      const sessions = await server.soloJourneys(AT_ONCE);
      const directly = () => allAtOnce(() => callDirectly(service.url));
      const throughUs = () => allAtOnce((index) => takeTurn(sessions[index]));
      await directly();
      await throughUs(); // both warm now
      const direct: Heard[] = [];
      const ours: Heard[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        direct.push(...(await directly()));
        ours.push(...(await throughUs()));
      }
      await Promise.all(sessions.map((session) => session.leave()));
      say(`${ours.length} turns in ${AT_ONCE} journeys and ${direct.length} direct calls, client and server in one process`);
      return figuresOf(direct, ours);
    } finally {
      await server.end();
      await service.end();
    }
  },
};

function figuresOf(direct: readonly Heard[], ours: readonly Heard[]): Figures {
  const directly = (text: keyof Heard, share: number) =>
    percentile(
      direct.map((heard) => heard[text]),
      share,
    );
  const added = (text: keyof Heard, share: number) =>
    rounded(
      percentile(
        ours.map((heard) => heard[text]),
        share,
      ) - directly(text, share),
    );
  return {
    'first-added-p50-ms': { value: added('first', 0.5), want: '<= 10' },
    'first-added-p99-ms': { value: added('first', 0.99), want: null },
    'last-added-p50-ms': { value: added('last', 0.5), want: '<= 20' },
    'last-added-p99-ms': { value: added('last', 0.99), want: null },
    'first-direct-p50-ms': { value: rounded(directly('first', 0.5)), want: null },
    'last-direct-p50-ms': { value: rounded(directly('last', 0.5)), want: null },
  };
}

/** Spread over the narration's length, as sixteen real journeys would be; each then goes on one passage after the other. */
async function allAtOnce(hear: (index: number) => Promise<Heard>): Promise<Heard[]> {
  const all = Array.from({ length: AT_ONCE }, async (_, index) => {
    await new Promise((resolve) => setTimeout(resolve, (index * NARRATION_MS) / AT_ONCE));
    const heard: Heard[] = [];
    for (let turn = 0; turn < TURNS_PER_ROUND; turn++) heard.push(await hear(index));
    return heard;
  });
  return (await Promise.all(all)).flat();
}

/** As little as a client can do: one request, and its events parsed as they come. */
async function callDirectly(url: string): Promise<Heard> {
  const clock = new TextClock();
  const messages = [{ role: 'user', content: DIRECT_PROMPT }];
  const response = await fetch(`${url}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: PACED_AI, stream: true, stream_options: { include_usage: true }, messages }),
  });
  if (!response.ok || !response.body) throw new Error(`the service answered ${response.status}`);
  let heard = '';
  let unread = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (unread + chunk).split('\n\n');
    unread = events.pop() ?? '';
    for (const event of events) {
      heard += textIn(event);
      clock.onText(heard.length);
    }
  }
  return clock.heard();
}

function textIn(event: string): string {
  const data = event.replace(/^data: /, '');
  if (data === '[DONE]') return '';
  const { choices } = JSON.parse(data) as { choices: { delta: { content?: string } }[] };
  return choices[0]?.delta.content ?? '';
}

async function takeTurn(session: JourneySession | undefined): Promise<Heard> {
  if (!session) throw new Error('there is no journey');
  const clock = new TextClock();
  const stopListening = session.on('text', ({ offset, text }) => clock.onText(offset + text.length));
  const outcome = await session.act('I wait for the water to say more.');
  stopListening();
  if (outcome.type !== 'settled' || outcome.text !== PASSAGE)
    throw new Error(`the turn was ${outcome.type}, or its text not whole`);
  return clock.heard();
}

/** Starts when it is made. */
class TextClock {
  readonly #startedAt = performance.now();
  #first = Number.NaN;
  #last = Number.NaN;

  onText(lengthSoFar: number): void {
    const ms = performance.now() - this.#startedAt;
    if (lengthSoFar > 0 && Number.isNaN(this.#first)) this.#first = ms;
    if (lengthSoFar === PASSAGE.length && Number.isNaN(this.#last)) this.#last = ms;
  }

  heard(): Heard {
    if (Number.isNaN(this.#last)) throw new Error('the passage did not come whole');
    return { first: this.#first, last: this.#last };
  }
}
