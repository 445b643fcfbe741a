/** The reference model's operations on the real stores, over a real mongod and the Stripe sandbox, sent as roughly as life does. */
import type { Document } from 'mongodb';
import type { Hold, Wallet } from '#core/wallet/wallet.ts';
import { settlementOf } from '#core/turns/settlement.ts';
import { payoutRun } from '#core/earnings/payout.ts';
import { GameError } from '#protocol/errors.ts';
import { payCreators } from '#models/pay-creators.ts';
import { refundTurn } from '#models/refund-turn.ts';
import { releaseExpiredHolds } from '#models/release-expired-holds.ts';
import { rollAccruals } from '#models/roll-accruals.ts';
import { walletOf } from '#models/documents/wallet-document.ts';
import { settledTurn } from '../models/settled-turns.ts';
import type { TestGame } from '../support/test-game.ts';
import type { ModelShop } from './model-shop.ts';
import { FREE_TURNS, HOLD_TTL_MS, REFUND_WINDOW_DAYS } from './reference-model.ts';
import type { ModelState, ModelWallet, Operation } from './reference-model.ts';
import { TOKEN_PRICE } from './random-operations.ts';
import type { Cast, Sending } from './random-operations.ts';

const NARRATOR = 'astral-lumen';
const SHARE_BASIS_POINTS = 2_000;
const REPEATABLE: ReadonlySet<Operation['type']> = new Set([
  'hold',
  'cap',
  'settle',
  'release',
  'expire',
  'adjust',
  'reverse',
  'pay-out',
  'link',
  'check-out',
  'look-at-stripe',
]);
/** The commit happened, and nobody can say so. Other codes do the same after half a second of looking for another server. */
const ANSWER_LOST = { writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } };

export class RealMoney {
  readonly #test: TestGame;
  readonly #cast: Cast;
  /** As their hold was answered: what a room would still have in hand, whatever became of it. */
  readonly #holds = new Map<string, Hold>();
  readonly #everybody: readonly string[];
  readonly #shop: ModelShop;
  #at = new Date(0);

  constructor(test: TestGame, shop: ModelShop, { cast, everybody }: { cast: Cast; everybody: readonly string[] }) {
    this.#shop = shop;
    this.#test = test;
    this.#cast = cast;
    this.#everybody = everybody;
  }

  /** Every answer that was given. */
  async send(operation: Operation, sending: Sending, state: ModelState): Promise<string[]> {
    this.#at = new Date(state.nowMs);
    this.#test.setTime(this.#at);
    const perform = () => this.#perform(operation, state);
    if (!REPEATABLE.has(operation.type)) return [await perform()];
    switch (sending) {
      case 'once':
        return [await perform()];
      case 'thrice at once':
        if (operation.type === 'check-out') return [await perform(), await perform()]; // Stripe has the second one wait a second.
        if (operation.type === 'look-at-stripe') return [await this.#deliver(operation.id)];
        return Promise.all([perform(), perform(), perform()]);
      case 'again later':
        return [await perform(), await perform()];
      case 'commit unknown':
        return [await this.#failing({ failCommands: ['commitTransaction'], ...ANSWER_LOST }, perform)];
      case 'socket closed':
        return [await this.#failing({ failCommands: ['commitTransaction', 'update'], closeConnection: true }, perform)];
      case 'sessions killed': {
        const first = perform().catch(() => 'nobody heard'); // Whoever asked is gone; the next one asks again.
        await this.#admin({ killSessions: this.#test.database.lanes.lsids });
        await first;
        return [await perform()];
      }
    }
  }

  /** Webhooks instead of the player who comes back. */
  async #deliver(purchaseId: string): Promise<string> {
    await this.#shop.deliver(purchaseId, this.#at.getTime() % 97);
    return 'done';
  }

  async #failing(data: Document, perform: () => Promise<string>): Promise<string> {
    await this.#admin({ configureFailPoint: 'failCommand', mode: { times: 1 }, data });
    try {
      return await perform();
    } finally {
      await this.#admin({ configureFailPoint: 'failCommand', mode: 'off' });
    }
  }

  #admin(command: Document): Promise<Document> {
    return this.#test.database.client.db('admin').command(command);
  }

  async wallets(): Promise<Record<string, ModelWallet>> {
    const documents = await this.#test.database.wallets.find({ _id: { $in: [...this.#everybody] } }).toArray();
    return Object.fromEntries(documents.map(walletOf).map((wallet) => [wallet.playerId, modelWallet(wallet)]));
  }

  async #perform(operation: Operation, state: ModelState): Promise<string> {
    try {
      return await this.#ask(operation, state);
    } catch (failure) {
      if (failure instanceof GameError) return failure.code;
      throw failure;
    }
  }

  async #ask(operation: Operation, state: ModelState): Promise<string> {
    const { game, wallets, database } = this.#test;
    const at = this.#at;
    switch (operation.type) {
      case 'hold':
        return this.#hold(operation);
      case 'cap': {
        const { playerId, turn, day } = operation;
        await wallets.limit(playerId, { caps: { turn, day } });
        return 'done';
      }
      case 'settle':
        return this.#settle(operation.key, operation.cost, state);
      case 'release': {
        const hold = this.#holdOf(operation.key);
        return (await game.turns.release({ hold, reason: 'narrator-failed', at, incomplete: null })).state;
      }
      case 'expire':
        await releaseExpiredHolds(database, game.turns, at);
        return 'done';
      case 'adjust': {
        const { id, playerId, amount } = operation;
        await wallets.adjust({ id, playerId, amount, reason: 'the model says so', by: 'test', at });
        return 'done';
      }
      case 'wait':
        return 'done';
      case 'reverse': {
        const turnId = operation.key.split(':')[2]!;
        const { journeyId } = this.#holdOf(operation.key);
        await refundTurn(database, { journeyId, turnId, reason: 'the model says so', by: 'test', at });
        return 'done';
      }
      case 'pay-out':
        await rollAccruals(database);
        await payCreators(database, payoutRun(at, REFUND_WINDOW_DAYS), { log: game.log });
        return 'done';
      case 'link':
        await this.#test.guestLinks.merge({ guestId: operation.guestId, accountId: operation.accountId, at });
        return 'done';
      case 'check-out':
        await this.#shop.checkOut(operation.id, operation.playerId, operation.packId);
        return 'done';
      case 'look-at-stripe':
        await this.#shop.look(operation.id);
        return 'done';
      default:
        return this.#shop.happen(operation).then(
          () => 'done',
          () => 'refused',
        );
    }
  }

  async #hold({ key, playerId, ceiling, freeEligible }: Operation & { type: 'hold' }): Promise<string> {
    const { game } = this.#test;
    const outcome = await game.turns.hold({
      ...{ key, hash: 'the same text', playerId, journeyId: this.#cast.journeyId(playerId), fence: 1, narratorId: NARRATOR },
      ...{ priceVersion: game.prices.current(this.#at).version, ceiling, ceilingMin: ceiling, ceilingSeen: ceiling },
      ...{ freeEligible, freeTurnsPerDay: FREE_TURNS, at: this.#at, ttlMs: HOLD_TTL_MS },
    });
    if (outcome.type === 'resolved') return outcome.turn.state;
    this.#holds.set(key, outcome.hold);
    return 'held';
  }

  async #settle(key: string, cost: bigint, state: ModelState): Promise<string> {
    const hold = this.#holdOf(key);
    const { creatorId, worldId } = state.turns[key]!.world;
    const terms = { creatorId, shareBasisPoints: SHARE_BASIS_POINTS };
    const settlement = settlementOf(hold, { cost, ...terms });
    const { charged, wouldHaveCost } = settlement;
    const usage = { input: Number(cost / TOKEN_PRICE), cacheRead: 0, cacheWrite: 0, output: 0 };
    const turn = settledTurn({
      ...{ key, journeyId: hold.journeyId, worldId, authorId: hold.by, narratorId: NARRATOR, priceVersion: hold.priceVersion },
      ...{ funding: hold.funding, ceiling: hold.ceiling, charged, wouldHaveCost, usage, at: this.#at, n: 1 },
    });
    const journey = await this.#test.database.journeys.findOne({ _id: hold.journeyId }, { projection: { head: 1 } });
    const head = journey?.head ?? null;
    return (await this.#test.game.turns.settle({ hold, settlement, head, turn, worldId, ...terms })).state;
  }

  #holdOf(key: string): Hold {
    const hold = this.#holds.get(key);
    if (!hold) throw new Error(`${key} was never held`);
    return hold;
  }
}

function modelWallet({ pockets, debt, free, caps, spent }: Wallet): ModelWallet {
  const { grant, bonus, earning, purchase } = pockets;
  return {
    ...{ pockets: { grant, bonus, earning, purchase }, debt, free: { day: free.day, used: free.used } },
    ...{ caps: { turn: caps.turn, day: caps.day }, spent: { day: spent.day, amount: spent.amount } },
  };
}
