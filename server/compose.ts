/** Puts the process together: which store, narrator and clock each part gets. Nothing else knows all of them. */
import { randomUUID } from 'node:crypto';
import type { TurnRefund } from '#core/ledger/reversal.ts';
import type { Game, Log } from '#core/turns/game.ts';
import type { NarratorEntry } from '#core/turns/narrator.ts';
import type { PriceRow } from '#core/pricing/price-book.ts';
import { createCalibrations } from '#models/calibration-store.ts';
import type { StoredCalibrations } from '#models/calibration-store.ts';
import { openDatabase } from '#models/database.ts';
import type { Database } from '#models/database.ts';
import { createEarningsStore } from '#models/earnings-store.ts';
import type { EarningsStore } from '#models/earnings-store.ts';
import { createGuestLinks } from '#models/guest-links.ts';
import type { GuestLinks } from '#models/guest-links.ts';
import { createDepartureStore } from '#models/departure-store.ts';
import type { DepartureStore } from '#models/departure-store.ts';
import { createHistoryStore } from '#models/history-store.ts';
import type { HistoryStore } from '#models/history-store.ts';
import { createJourneyStore } from '#models/journey-store.ts';
import type { JourneyRecords } from '#models/journey-store.ts';
import { createOperatorActions } from '#models/operator-actions.ts';
import type { OperatorActions } from '#models/operator-actions.ts';
import { createPlayerStore } from '#models/player-store.ts';
import type { PlayerStore } from '#models/player-store.ts';
import { openPriceBook } from '#models/price-book-store.ts';
import type { StoredPriceBook } from '#models/price-book-store.ts';
import { ProcessRegistry } from '#models/process-registry.ts';
import { createCatchUpStore } from '#models/catch-up-store.ts';
import type { CatchUpStore } from '#models/catch-up-store.ts';
import { createPurchaseStore } from '#models/purchase-store.ts';
import type { PurchaseStore } from '#models/purchase-store.ts';
import { refundTurn } from '#models/refund-turn.ts';
import type { RefundedTurn } from '#models/refund-turn.ts';
import { createSpendingDays } from '#models/spending-days.ts';
import type { SpendingDays } from '#models/spending-days.ts';
import { createTurnFigures } from '#models/turn-figures.ts';
import type { TurnFigures } from '#models/turn-figures.ts';
import { createTurnStore } from '#models/turn-store.ts';
import { createWalletStore } from '#models/wallet-store.ts';
import type { WalletStore } from '#models/wallet-store.ts';
import { createWorldDays } from '#models/world-days.ts';
import type { WorldDays } from '#models/world-days.ts';
import { createWorldStore } from '#models/world-store.ts';
import type { WorldStore } from '#models/world-store.ts';
import { createWorldTally } from '#models/world-tally.ts';
import type { WorldTally } from '#models/world-tally.ts';
import { narratorCatalogue } from '#narrators/catalogue.ts';
import { withDeadline } from '#narrators/with-deadline.ts';
import { withReadableText } from '#narrators/with-readable-text.ts';
import type { Config } from './config.ts';
import { isProcessAlive, processSpace } from './embedded/process-identity.ts';
import { OperatorFault } from './operator-fault.ts';

/** What narrators a process offers, and what they cost. */
export interface NarratorOfferings {
  readonly entries: readonly NarratorEntry[];
  readonly prices: readonly PriceRow[];
}

export interface Composition {
  readonly database: Database;
  readonly game: Game;
  readonly prices: StoredPriceBook;
  readonly calibrations: StoredCalibrations;
  readonly figures: TurnFigures;
  readonly processes: ProcessRegistry;
  readonly wallets: WalletStore;
  readonly players: PlayerStore;
  readonly departures: DepartureStore;
  readonly guestLinks: GuestLinks;
  readonly worlds: WorldStore;
  readonly worldTally: WorldTally;
  readonly journeys: JourneyRecords;
  readonly history: HistoryStore;
  readonly earnings: EarningsStore;
  readonly spendingDays: SpendingDays;
  readonly worldDays: WorldDays;
  readonly operatorActions: OperatorActions;
  readonly refundTurn: (refund: TurnRefund) => Promise<RefundedTurn>;
  readonly purchases: PurchaseStore;
  readonly catchUps: CatchUpStore;
}

export interface CompositionParts {
  readonly config: Config;
  readonly mongodbUri: string;
  readonly narrators: NarratorOfferings;
  readonly isRoomHere: (roomId: string) => boolean;
  readonly log: Log;
  readonly clock?: () => Date;
}

/** A stopped AI that does not end by itself has its usage counted after this. */
const STOP_MS_MAX = 3_000;

export async function compose(parts: CompositionParts): Promise<Composition> {
  const { config, narrators, log, isRoomHere, clock = () => new Date() } = parts;
  const { defaultNarrator } = config;
  assertOffered(defaultNarrator, narrators.entries);
  const database = await openDatabase(parts.mongodbUri).catch((failure: unknown) => {
    throw unreachable(parts.mongodbUri, failure);
  });
  const prices = await openPriceBook(database);
  const notAccepted = await prices.ship(narrators.prices, clock());
  if (notAccepted.length > 0)
    log.warn(
      { notAccepted },
      'published price rows do not accept every id that their AIs may answer with; such answers are released unpaid',
    );

  const { narrationMsMax, silenceMsMax, shareBasisPoints, holdTtlMs, freeTurnsPerDay, welcomeGrant } = config;
  const deadlines = { narrationMsMax, silenceMsMax, stopMsMax: STOP_MS_MAX };
  const entries = narrators.entries.map((entry) => ({
    ...entry,
    narrator: withDeadline(withReadableText(entry.narrator), deadlines),
  }));
  const turns = createTurnStore(database);
  const figures = createTurnFigures(database);
  const calibrations = createCalibrations(figures);
  await calibrations.refresh(entries.map(({ narratorId }) => narratorId));
  const game: Game = {
    prices,
    turns,
    narrators: narratorCatalogue(entries, defaultNarrator),
    calibrations,
    clock,
    terms: { shareBasisPoints, holdTtlMs, freeTurnsPerDay },
    log,
  };

  const processes = new ProcessRegistry(database, randomUUID(), { machine: processSpace(), isAlive: isProcessAlive }, log);
  const wallets = createWalletStore(database);
  const players = createPlayerStore(database, { welcomeGrant, clock });
  const worlds = createWorldStore(database);
  const worldTally = createWorldTally(database, clock);
  const journeys = createJourneyStore({ database, processes, turns, walletStore: wallets, worlds, isRoomHere, clock });
  const departures = createDepartureStore(database);
  const guestLinks = createGuestLinks(database);
  const history = createHistoryStore(database);
  const earnings = createEarningsStore(database);
  const spendingDays = createSpendingDays(database);
  const worldDays = createWorldDays(database);
  const operatorActions = createOperatorActions(database);
  const purchases = createPurchaseStore(database);
  const catchUps = createCatchUpStore(database);
  const refund: Composition['refundTurn'] = (order) => refundTurn(database, order);
  const money = { wallets, history, earnings, spendingDays, worldDays, operatorActions, refundTurn: refund, purchases, catchUps };
  const stories = { players, departures, guestLinks, worlds, worldTally, journeys };
  return { database, game, prices, calibrations, figures, processes, ...stories, ...money };
}

function assertOffered(narratorId: string, entries: readonly NarratorEntry[]): void {
  if (entries.some((entry) => entry.narratorId === narratorId)) return;
  const offered = entries.map((entry) => entry.narratorId).join(', ');
  throw new OperatorFault(`DEFAULT_NARRATOR "${narratorId}" is not offered here. These are: ${offered}.`);
}

/** Without the password that the URI may carry. */
function unreachable(uri: string, failure: unknown): OperatorFault {
  const place = uri.replace(/\/\/[^@/]*@/, '//');
  const { message } = failure as Error;
  return new OperatorFault(`MongoDB at ${place} cannot be used: ${message}\nCheck MONGODB_URI, and that it is a replica set.`, {
    cause: failure,
  });
}
