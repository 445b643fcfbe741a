/** A loopback server that answers with recorded answers, piece by piece, as the vendors' wires had them. */
import { createServer, type ServerResponse } from 'node:http';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface ReplayServer {
  readonly url: string;
  /** Every request's body, in order. */
  readonly asked: Record<string, unknown>[];
  /** Answers the next requests with these files of `fixtures/`, in order; then with the last one for ever. */
  answerWith(...fixtures: readonly string[]): void;
  end(): Promise<void>;
}

/** A whole answer that was no stream. */
interface RecordedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Where the recorded connection broke. */
const CUT = ': cut';

export async function startReplayServer(): Promise<ReplayServer> {
  let fixtures: string[] = [];
  const asked: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      asked.push(JSON.parse(text) as Record<string, unknown>);
      void replay(fixtures.length > 1 ? fixtures.shift() : fixtures[0], response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    answerWith(...names) {
      fixtures = [...names];
      asked.splice(0);
    },
    async end() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function replay(fixture: string | undefined, response: ServerResponse): Promise<void> {
  const text = readFileSync(new URL(`fixtures/${fixture}`, import.meta.url), 'utf8');
  if (fixture?.endsWith('.json')) {
    const { status, headers, body } = JSON.parse(text) as RecordedAnswer;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of text.split(/(?<=\n\n)/)) {
    if (event.startsWith(CUT)) {
      response.destroy();
      return;
    }
    response.write(event);
    await wait(1);
  }
  response.end();
}
