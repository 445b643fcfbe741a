/** A player's wallet as the player sees it. */
import type { WalletView } from '#protocol/values.ts';
import type { Player } from '#core/players/player.ts';
import { walletView } from '#core/turns/views.ts';
import type { RestParts } from './rest-parts.ts';

export async function walletViewOf({ wallets, game }: Pick<RestParts, 'wallets' | 'game'>, player: Player): Promise<WalletView> {
  return walletView(await wallets.find(player.id), game.terms.freeTurnsPerDay[player.kind], game.clock());
}
