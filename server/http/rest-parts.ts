/** Everything that the REST handlers draw on. */
import type { Seat } from '#protocol/rest-contract.ts';
import type { LiveJourney } from '#core/journeys/live-journey.ts';
import type { Game } from '#core/turns/game.ts';
import type { EarningsStore } from '#models/earnings-store.ts';
import type { DepartureStore } from '#models/departure-store.ts';
import type { HistoryStore } from '#models/history-store.ts';
import type { TurnFigures } from '#models/turn-figures.ts';
import type { JourneyRecords } from '#models/journey-store.ts';
import type { OperatorActions } from '#models/operator-actions.ts';
import type { PlayerStore } from '#models/player-store.ts';
import type { WalletStore } from '#models/wallet-store.ts';
import type { SpendingDays } from '#models/spending-days.ts';
import type { WorldDays } from '#models/world-days.ts';
import type { WorldStore } from '#models/world-store.ts';
import type { WorldTally } from '#models/world-tally.ts';
import type { JourneyCensus } from '#rooms/world-live/journey-census.ts';
import type { News, WalletChange } from '#rooms/news.ts';
import type { SeatAuth } from '#rooms/journey/seat-auth.ts';
import type { SignIn } from '../auth/sign-in.ts';
import type { Composition } from '../compose.ts';
import type { Config } from '../config.ts';
import type { ErasePlayer } from '../erase-player.ts';
import type { LiveSeats } from '../seats.ts';
import type { Shop } from '../payments/shop.ts';
import type { Discovery } from './discovery.ts';
import type { FirstTurnPrices } from './first-turn-prices.ts';

export interface RestParts {
  readonly game: Game;
  readonly signIn: SignIn;
  readonly wallets: WalletStore;
  readonly journeys: JourneyRecords;
  readonly players: PlayerStore;
  readonly departures: DepartureStore;
  readonly erasePlayer: ErasePlayer;
  readonly worlds: WorldStore;
  readonly discovery: Discovery;
  readonly firstTurnPrices: FirstTurnPrices;
  readonly history: HistoryStore;
  readonly earnings: EarningsStore;
  readonly spendingDays: SpendingDays;
  readonly worldDays: WorldDays;
  readonly worldTally: WorldTally;
  readonly census: JourneyCensus;
  readonly operatorActions: OperatorActions;
  readonly refundTurn: Composition['refundTurn'];
  readonly refundWindowDays: number;
  /** Of what operators set, what players are told beside the game's terms. */
  readonly operatorTerms: Pick<Config, 'welcomeGrant' | 'narrationMsMax'>;
  readonly figures: TurnFigures;
  /** The journeys whose rooms are in this process, by id. */
  readonly liveJourneys: ReadonlyMap<string, LiveJourney>;
  readonly takeSeat: (journeyId: string, auth: SeatAuth) => Promise<Seat>;
  readonly liveSeats: LiveSeats;
  readonly walletNews: News<WalletChange>;
  readonly shop: Shop;
}
