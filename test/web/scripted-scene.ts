/** A server with the built pages whose AI says what a test wants, and people at browsers with credits. */
import { expect } from 'chai';
import { audit } from '#models/audit/audit.ts';
import type { Script } from '#narrators/scripted/scripted-narrator.ts';
import type { RunningServer } from '#server/start-server.ts';
import type { Pages } from '#server/pages/pages.ts';
import { scriptedOfferings, startTestServer } from '../support/test-server.ts';
import type { TestServerOptions } from '../support/test-server.ts';

export interface ScriptedScene {
  readonly server: RunningServer;
  readonly url: string;
  /** What the AI does next. */
  script: Script;
  /** The books. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

export async function scriptedScene(
  pages: Pages,
  options: Omit<TestServerOptions, 'pages' | 'narrators'> = {},
): Promise<ScriptedScene> {
  const scene = { script: {} as Script };
  const server = await startTestServer({ ...options, pages, narrators: scriptedOfferings(() => scene.script) });
  async function check(): Promise<void> {
    expect((await audit(server.database, server.prices)).faults).to.deep.equal([]);
  }
  return Object.assign(scene, { server, url: server.url, check, stop: () => server.stop() });
}
