/** A player's wallet as the player sees it, and the one that somebody who is not signed in would have. */
import type { WalletView } from '#protocol/values.ts';
import { NO_CREDITS } from '#core/money/pockets.ts';
import type { Player } from '#core/players/player.ts';
import type { Game } from '#core/turns/game.ts';
import { walletView } from '#core/turns/views.ts';
import { newWallet } from '#core/wallet/new-wallet.ts';
import type { RestParts } from './rest-parts.ts';

export async function walletViewOf({ wallets, game }: Pick<RestParts, 'wallets' | 'game'>, player: Player): Promise<WalletView> {
  return walletView(await wallets.find(player.id), game.terms.freeTurnsPerDay[player.kind], game.clock());
}

/** Of the guest whom playing would make of them; none is made. */
export function walletViewOfNewGuest({ terms, clock }: Game): WalletView {
  const now = clock();
  return walletView(newWallet('', NO_CREDITS, now), terms.freeTurnsPerDay.guest, now);
}
