/** Tells a player's other open rooms, on any process, that their wallet moved. They read it themselves. */

export const WALLET_CHANGED = 'wallet-changed';

export interface WalletChanged {
  readonly playerId: string;
  readonly seq: number;
}
