/** What one client receives for a 2,500-character passage in 400 pieces 20 ms apart: stream, state and messages, on the wire. */
import { createScriptedNarrator } from '#narrators/scripted/scripted-narrator.ts';
import { GameClient } from '#sdk/index.ts';
import { startRelay } from '#server/scripts/cuttable-relay.ts';
import { rounded } from './bench.ts';
import type { Bench } from './bench.ts';
import { startScriptedServer } from './bench-server.ts';
import { cut, prose } from './prose.ts';

const CHARACTERS = 2_500;
const PIECES = 400;
const PAUSE_MS = 20;

export const bytesBench: Bench = {
  name: 'bytes',
  about: 'bytes on the wire per client for a 2,500-character passage in 400 pieces 20 ms apart',
  async run(say) {
    const narrator = createScriptedNarrator(() => ({ pieces: cut(prose(CHARACTERS), PIECES), pauseMs: PAUSE_MS }));
    const server = await startScriptedServer(narrator);
    const relay = await startRelay(server.url);
    try {
      const [author] = await server.soloJourneys(1);
      if (!author) throw new Error('there is no journey');
      const listener = await listenThrough(relay.url, server, author.journeyId);
      await new Promise((resolve) => setTimeout(resolve, 500));
      const receivedBefore = relay.received();
      const outcome = await author.act('I listen.');
      if (outcome.type !== 'settled' || outcome.text.length < CHARACTERS - 2) throw new Error('the passage did not come whole');
      await new Promise((resolve) => setTimeout(resolve, 500));
      const bytes = relay.received() - receivedBefore;
      const told = listener.state.passages.at(-1)?.text.length ?? 0;
      say(
        `${told} characters arrived, streamed and in the state, in ${bytes} bytes (${rounded(bytes / CHARACTERS)} a character)`,
      );
      await Promise.all([listener.leave(), author.leave()]);
      return { 'bytes-per-client': { value: bytes, want: '<= 5000' } };
    } finally {
      relay.close();
      await server.end();
    }
  },
};

/** A second player of the journey, whose one connection goes through the relay that counts. */
async function listenThrough(url: string, server: Awaited<ReturnType<typeof startScriptedServer>>, journeyId: string) {
  const client = new GameClient({ url });
  await client.signInAsGuest();
  const journey = await server.database.journeys.findOne({ _id: journeyId });
  return client.joinJourney(journeyId, { invite: journey?.invite ?? '', name: 'Listener' });
}
