/** The wallet room: one player's balance, allowance and newest entries, for every window they have open. */
import { GameError } from '#protocol/errors.ts';
import { CLOSE_CODES } from '#protocol/close-codes.ts';
import type { LiveWallet } from '#protocol/live.ts';
import { utcDay } from '#core/wallet/wallet.ts';
import type { UtcDay } from '#core/wallet/wallet.ts';
import { LiveRoom } from '../live-room.ts';
import type { LiveRoomParts } from '../live-room.ts';
import type { News, WalletChange } from '../news.ts';
import { PacedWork } from '../paced-work.ts';

export const WALLET_ROOM = 'wallet';

export interface WalletRoomParts extends LiveRoomParts {
  /** Wallet and entries of one moment, not older than the call. Throws PLAYER_NOT_FOUND. */
  readonly readWallet: (playerId: string) => Promise<LiveWallet>;
  /** Of what moves a wallet without an entry: holds. */
  readonly walletNews: News<WalletChange>;
}

/** A burst of changes is read together. */
const READ_PAUSE_MS = 150;
const MIDNIGHT_CHECK_MS = 1_000;

export abstract class WalletRoom extends LiveRoom<'wallet', WalletRoomParts> {
  protected override readonly subject = 'wallet';

  #dayRead: UtcDay | null = null;
  #dayTold: UtcDay | null = null;

  override async onCreate({ playerId }: { playerId: string }): Promise<void> {
    const { feed, walletNews, clock, log } = this.parts;
    this.metadata = { playerId };
    this.begin();
    const reading = new PacedWork(() => this.#read(playerId), {
      ...{ pauseMs: READ_PAUSE_MS, name: 'reading a wallet for those who watch it', log },
    });
    const ask = (): void => reading.ask();
    this.atEnd(() => reading.end());
    this.atEnd(
      walletNews.listen((change) => {
        if (change.playerId === playerId && change.seq > (this.latest?.seq ?? -1)) ask();
      }),
    );
    this.atEnd(await feed.listen({ party: playerId }, { onEntry: ask, onGap: ask }));
    this.clock.setInterval(() => {
      if (utcDay(clock()) !== this.#dayRead) ask(); // TN2: free turns are new at midnight
    }, MIDNIGHT_CHECK_MS);
    ask();
  }

  async #read(playerId: string): Promise<void> {
    const { walletNews, clock } = this.parts;
    const day = utcDay(clock());
    this.#dayRead = day;
    try {
      const now = await this.parts.readWallet(playerId);
      if (!this.#isNew(now, day)) return;
      // An operator's script has no way to tell a journey's room: whoever sees the entry tells it.
      if (now.seq > (this.latest?.seq ?? now.seq)) walletNews.publish({ playerId, seq: now.seq });
      this.#dayTold = day;
      this.tell(now);
    } catch (failure) {
      if (!(failure instanceof GameError)) throw failure;
      void this.disconnect(CLOSE_CODES.MOVED); // The player is gone, which asking for a seat again will tell.
    }
  }

  /** News of a turn and its entry both ask; what they read is told once. An entry may come beside no wallet: then `seq` stays. */
  #isNew({ seq, entries }: LiveWallet, day: UtcDay): boolean {
    const { latest } = this;
    if (!latest || seq > latest.seq) return true;
    return seq === latest.seq && (day !== this.#dayTold || entries[0]?.key !== latest.entries[0]?.key);
  }
}
