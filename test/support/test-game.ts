/** Turns on a real mongod without sockets: a composition, players with credits, journeys, and turns played to their end. */
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { Mode } from '#protocol/values.ts';
import { USUAL_SETTINGS } from '#core/journeys/turn-settings.ts';
import type { Member } from '#core/journeys/journey.ts';
import { LiveJourney } from '#core/journeys/live-journey.ts';
import type { Entry } from '#core/ledger/entry.ts';
import { credits } from '#core/money/microcredits.ts';
import { NO_CREDITS } from '#core/money/pockets.ts';
import type { Player } from '#core/players/player.ts';
import { takeTurn } from '#core/turns/take-turn.ts';
import type { TurnEvent } from '#core/turns/turn-event.ts';
import type { ResolvedTurn, Turn } from '#core/turns/turn.ts';
import { audit } from '#models/audit/audit.ts';
import { walletOf } from '#models/documents/wallet-document.ts';
import { changeWallet } from '#models/wallet-store.ts';
import { compose } from '#server/compose.ts';
import type { Composition, NarratorOfferings } from '#server/compose.ts';
import { readConfig } from '#server/config.ts';
import { SAMPLE_CREATOR_ID, seedWorlds } from '#server/seed-worlds.ts';
import { dropTestDatabase, testMongoUri } from './test-mongo.ts';
import { scriptedOfferings } from './test-server.ts';

/** Above anything a scripted turn costs. */
export const ANY_CEILING = credits(100_000);

export interface TestGame extends Composition {
  readonly mongodbUri: string;
  /** A guest, or an account with the welcome grant; `bonus` and `purchase` in credits on top. */
  player(options?: PlayerOptions): Promise<Player>;
  journey(...players: readonly Player[]): Promise<LiveJourney>;
  play(journey: LiveJourney, player: Player, options?: PlayOptions): Promise<PlayedTurn>;
  /** Throws when the books have a fault. */
  assertBooks(): Promise<void>;
  /** Sets the game's clock; it stands still from then on. */
  setTime(at: Date): void;
  end(): Promise<void>;
}

interface PlayerOptions {
  readonly kind?: Player['kind'];
  readonly bonus?: number;
  readonly purchase?: number;
  readonly name?: string;
}

export interface PlayOptions {
  readonly turnId?: string;
  readonly text?: string;
  readonly mode?: Mode;
  readonly narratorId?: string;
  readonly ceiling?: bigint;
  /** The turnId of the head, which this turn then replaces. */
  readonly retryOf?: string;
  readonly withoutTrackers?: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TurnEvent) => void | Promise<void>;
}

export interface PlayedTurn {
  readonly resolved: ResolvedTurn;
  readonly turn: Turn | null;
  readonly events: readonly TurnEvent[];
}

export async function startTestGame(
  options: { narrators?: NarratorOfferings; environment?: NodeJS.ProcessEnv; mongodbUri?: string } = {},
): Promise<TestGame> {
  const mongodbUri = options.mongodbUri ?? (await testMongoUri());
  let now: Date | null = null;
  const config = readConfig({ NODE_ENV: 'test', ...options.environment });
  const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' });
  const composition = await compose({
    ...{ config, mongodbUri, log },
    narrators: options.narrators ?? scriptedOfferings(),
    isRoomHere: () => false,
    clock: () => now ?? new Date(),
  });
  const { game, players, journeys, worlds, processes, database } = composition;
  await processes.start();
  await seedWorlds(worlds, players, game.clock());

  async function player({ kind = 'guest', bonus = 0, purchase = 0, name = 'Ana' }: PlayerOptions = {}) {
    const opened = await players.open({ userId: randomUUID(), kind, name });
    const amounts = { bonus: credits(bonus), purchase: credits(purchase) };
    for (const [pocket, amount] of Object.entries(amounts))
      if (amount > 0n) await fund(composition, opened.id, pocket as keyof typeof amounts, amount);
    return opened;
  }

  async function journey(...members: readonly Player[]) {
    const [first = await player(), ...others] = members;
    const world = await worlds.find('drowned-light');
    const member = ({ id: playerId, name }: Player): Member => ({
      ...{ playerId, name, about: '', narratorId: 'hearth', settings: USUAL_SETTINGS },
    });
    const created = await journeys.create(world, member(first), game.clock());
    for (const other of others) await journeys.join(created.id, member(other), created.invite);
    return new LiveJourney(await journeys.claim(created.id, { processId: processes.processId, roomId: randomUUID() }));
  }

  async function play(live: LiveJourney, author: Player, playing: PlayOptions = {}): Promise<PlayedTurn> {
    const { turnId = randomUUID(), text = 'I look around.', mode = 'do', narratorId = 'hearth', ceiling = ANY_CEILING } = playing;
    const entry = game.narrators.find(narratorId)!;
    const { signal = new AbortController().signal, withoutTrackers, retryOf } = playing;
    const member = live.member(author.id)!;
    const action = {
      turnId,
      text,
      mode,
      ceiling,
      signal,
      withoutTrackers,
      entry,
      player: author,
      author: member,
      retryOf,
      scene: (retryOf === undefined ? null : live.sceneToRetry(retryOf)) ?? live.scene(),
    };
    const events: TurnEvent[] = [];
    for await (const event of takeTurn(action, game)) {
      events.push(event);
      await playing.onEvent?.(event);
    }
    const ended = events.at(-1);
    if (ended?.type !== 'turn-ended') throw new Error('the turn did not end');
    if (ended.turn) live.tell(ended.turn, ended.stable);
    return { resolved: ended.resolved, turn: ended.turn, events };
  }

  async function assertBooks() {
    const { faults } = await audit(database, game.prices);
    if (faults.length > 0)
      throw new Error(faults.map(({ rule, document, fault }) => `[${rule}] ${document}: ${fault}`).join('\n'));
  }

  async function end() {
    await processes.stop();
    await database.close();
    await dropTestDatabase(mongodbUri);
  }

  return { ...composition, mongodbUri, player, journey, play, assertBooks, end, setTime: (at) => (now = at) };
}

/** Puts credits into one pocket, entry and all. */
async function fund(
  { wallets, database, game }: Composition,
  playerId: string,
  pocket: 'bonus' | 'purchase',
  amount: bigint,
): Promise<void> {
  if (pocket === 'bonus') {
    await wallets.adjust({ id: randomUUID(), playerId, amount, reason: 'for a test', by: 'test', at: game.clock() });
    return;
  }
  const postings = [
    { account: `player:${playerId}:purchase`, amount },
    { account: 'platform:grants', amount: -amount },
  ];
  const entry: Entry = {
    ...{ key: `adjust:${randomUUID()}`, kind: 'adjust', state: null, reason: 'a test purchase', hash: 'test', by: 'test' },
    ...{ parties: [playerId], at: game.clock(), postings, reverses: null, meta: {} },
  };
  await database.lanes.run(async (session) => {
    const wallet = await database.wallets.findOne({ _id: playerId }, { session });
    if (!wallet) throw new Error(`${playerId} has no wallet`);
    await changeWallet(database, walletOf(wallet), { pockets: { ...NO_CREDITS, purchase: amount }, entry }, session);
  });
}

export { SAMPLE_CREATOR_ID };
