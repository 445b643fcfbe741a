/** What the pages' tests play on: a server with the built pages, and visitors in a real Chromium whose consoles stay silent. */
import { expect } from 'chai';
import { pino } from 'pino';
import { buildPages } from '#server/pages/build-pages.ts';
import { builtPages } from '#server/pages/built-pages.ts';
import type { Pages } from '#server/pages/pages.ts';
import { findChromium, HOW_TO_GET_CHROMIUM, sharedChromium } from '../support/chromium.ts';
import { openVisitor } from './visitor.ts';
import type { Visitor, VisitorOptions } from './visitor.ts';

const TEST_MS_MAX = 60_000;

/** A server and whatever else a suite has on its stage. */
export interface Set {
  readonly url: string;
  /** What must hold after every test, such as the books. */
  check?(): Promise<void>;
  stop(): Promise<void>;
}

/** `it`, with an end of its own: whatever a browser complained about fails the test. */
export type PageTest = (title: string, body: () => Promise<void>) => void;

export class Stage<Scene extends Set> {
  readonly #build: (pages: Pages) => Promise<Scene>;
  readonly #visitors: Visitor[] = [];
  #scene: Scene | undefined;

  constructor(build: (pages: Pages) => Promise<Scene>) {
    this.#build = build;
  }

  get scene(): Scene {
    if (!this.#scene) throw new Error('the stage is not set yet');
    return this.#scene;
  }

  async set(): Promise<void> {
    await buildPages();
    this.#scene = await this.#build(builtPages(pino({ level: 'error' })));
  }

  /** A browser of its own, as somebody at another machine would have: nobody signed in unless told, nothing kept. */
  async visitor(options: VisitorOptions = {}): Promise<Visitor> {
    const visitor = await openVisitor(await sharedChromium(), this.scene.url, options);
    this.#visitors.push(visitor);
    return visitor;
  }

  /** One test: plays it, closes its browsers, and fails for whatever they complained about, beside its own failure if there is one. */
  async play(body: () => Promise<void>): Promise<void> {
    const failure: unknown = await body().then(
      () => null,
      (reason: unknown) => reason,
    );
    const visitors = this.#visitors.splice(0);
    const faults = visitors.flatMap((visitor) => visitor.faults());
    await Promise.all(visitors.map((visitor) => visitor.close()));
    if (failure instanceof Error && faults.length > 0) {
      const told = `${failure.message}\nBrowsers complained:\n${faults.join('\n')}`;
      failure.stack = failure.stack?.replace(failure.message, () => told) ?? told; // which is what mocha prints
      failure.message = told;
    }
    if (failure !== null) throw failure as Error;
    expect(faults, 'what browsers complained about').to.deep.equal([]);
    await this.scene.check?.();
  }

  async strike(): Promise<void> {
    await this.#scene?.stop();
  }
}

/** A suite on a stage of its own. Without a Chromium it is skipped, test by test, and in CI it fails. */
export function describePages<Scene extends Set>(
  title: string,
  build: (pages: Pages) => Promise<Scene>,
  define: (stage: Stage<Scene>, it: PageTest) => void,
): void {
  describe(title, function () {
    this.timeout(TEST_MS_MAX);
    const stage = new Stage(build);
    before(async function () {
      if ((await findChromium()) === null) {
        if (process.env['CI']) throw new Error(HOW_TO_GET_CHROMIUM);
        console.warn(`  Skipped: ${title}. ${HOW_TO_GET_CHROMIUM}`);
        this.skip();
      }
      await stage.set();
    });
    after(() => stage.strike());
    define(stage, (title, body) => {
      it(title, () => stage.play(body));
    });
  });
}
