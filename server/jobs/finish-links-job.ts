/** Finishes what links of guests to accounts left to do: where turns were still running, and where a crash came between. */
import type { Wallet } from '#core/wallet/wallet.ts';
import type { GuestLinks } from '#models/guest-links.ts';
import type { Job } from './jobs.ts';

export function finishLinksJob(guestLinks: GuestLinks, onChanged: (wallet: Wallet) => void): Job {
  return {
    name: 'finish-links',
    every: '10 seconds',
    atStart: true,
    async run() {
      for (const wallet of await guestLinks.finishLinks()) onChanged(wallet);
    },
  };
}
