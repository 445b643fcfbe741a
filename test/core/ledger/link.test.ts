/** The entry that takes a merged guest's credits and debt to the account: all of it arrives, but for an unspent welcome grant. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { auditLink } from '#core/ledger/audit-link.ts';
import { linkCause, linkKey } from '#core/ledger/entry.ts';
import { WalletAudit } from '#core/ledger/audit-wallet.ts';
import { linkOf } from '#core/ledger/link.ts';
import { NO_CREDITS, POCKETS } from '#core/money/pockets.ts';
import { repayment } from '#core/wallet/raise-pockets.ts';
import { anyAmount, anyPaidHold, anyPockets } from '../arbitraries.ts';
import { always, SEED } from '../property.ts';
import { emptyWallet } from '../wallet/wallet.ts';

const NOON = new Date('2026-11-23T12:00:00Z');
const CAUSE = { cause: null, at: NOON };
const account = { ...emptyWallet, playerId: 'ana' };
const guest = { ...emptyWallet, playerId: 'guest', mergedInto: 'ana' };

describe(`linking a guest (seed ${SEED})`, () => {
  it('[LK1][LG1] moves every pocket and the debt, and returns the grant', () => {
    always(
      fc.property(anyPockets, anyAmount, fc.option(fc.constant('reverse:turn:a:b')), (pockets, debt, cause) => {
        const { entry, moved } = linkOf({ ...guest, pockets, debt }, account, { cause, at: NOON });
        const posted = (name: string) =>
          entry.postings.filter((posting) => posting.account === name).reduce((sum, { amount }) => sum + amount, 0n);
        for (const pocket of POCKETS) {
          expect(posted(`player:guest:${pocket}`)).to.equal(-pockets[pocket]);
          expect(posted(`player:ana:${pocket}`)).to.equal(pocket === 'grant' ? 0n : pockets[pocket]);
          expect(moved[pocket]).to.equal(posted(`player:ana:${pocket}`));
        }
        expect(posted('platform:grants')).to.equal(pockets.grant);
        expect([posted('receivable:guest'), posted('receivable:ana')]).to.deep.equal([debt, -debt]);
        auditLink(entry, (holds, rule, fault) => expect(holds, `[${rule}] ${fault}`).to.equal(true));
        expect([entry.key, linkCause(entry.key)]).to.deep.equal([linkKey('guest', cause), cause]);
      }),
    );
  });

  const FREE: [guest: string, account: string, together: string][] = [
    ['2026-11-23 2', '2026-11-23 3', '2026-11-23 5'],
    ['2026-11-23 2', '2026-11-22 3', '2026-11-23 2'],
    ['2026-11-22 2', '2026-11-23 3', '2026-11-23 3'],
    [' 0', '2026-11-23 3', '2026-11-23 3'],
    ['2026-11-23 2', ' 0', '2026-11-23 2'],
    [' 0', ' 0', ' 0'],
  ];
  const freeOf = (text: string) => ({ day: text.split(' ')[0] ?? '', used: Number(text.split(' ')[1]) });
  for (const [theirs, own, together] of FREE) {
    it(`[LK1][TN2] free turns: ${theirs} and ${own} are ${together}`, () => {
      const wallets = [
        { ...guest, free: freeOf(theirs) },
        { ...account, free: freeOf(own) },
      ] as const;
      const { free, entry } = linkOf(...wallets, CAUSE);
      expect([free, entry.meta.free]).to.deep.equal([freeOf(together), freeOf(theirs)]);
      // What follows later brings none a second time.
      const later = linkOf(...wallets, { ...CAUSE, cause: 'payout:guest:2026-11-24' });
      expect([later.free, later.entry.meta.free]).to.deep.equal([freeOf(own), null]);
    });
  }

  const REPAID: [text: string, owed: bigint, repaid: bigint | null, faults: number][] = [
    ['all of it', 50n, 50n, 0],
    ['nothing', 50n, null, 1],
    ['too little', 50n, 49n, 1],
    ['as much as came', 900n, 100n, 0],
    ['more than came, out of what was there', 130n, 130n, 0],
  ];
  for (const [text, owed, repaid, faults] of REPAID) {
    it(`[LK1][LG4] the auditor sees whether what came repaid the account's debt: ${text}`, () => {
      const found: string[] = [];
      const before = { ...account, debt: owed, pockets: { ...NO_CREDITS, bonus: 30n } };
      const { entry } = linkOf({ ...guest, pockets: { ...NO_CREDITS, bonus: 100n } }, before, CAUSE);
      const left = owed - (repaid ?? 0n);
      const wallet = { ...before, debt: left, seq: 9, pockets: { ...NO_CREDITS, bonus: 130n - (repaid ?? 0n) } };
      const audit = new WalletAudit(wallet, ({ fault }) => found.push(fault));
      const given = { ...entry, kind: 'claw-back', key: 'purchase:a:1', meta: {} } as const;
      const owing = [
        { account: 'player:ana:bonus', amount: 30n },
        { account: 'receivable:ana', amount: -owed },
      ];
      audit.add({ ...given, postings: owing, after: { seq: 1, balance: 30n } });
      audit.add({ ...entry, after: { seq: 2, balance: 130n } });
      if (repaid !== null) {
        const { postings } = repayment('ana', repaid, { ...NO_CREDITS, bonus: 130n });
        audit.add({ ...given, kind: 'repay', key: 'repay:link:guest', postings, after: { seq: 3, balance: 130n - repaid } });
      }
      audit.finish(() => false);
      expect(found, found.join()).to.have.length(faults);
    });
  }

  it('[LK1] never happens while a turn runs', () => {
    const [hold] = fc.sample(anyPaidHold, { seed: SEED, numRuns: 1 });
    expect(() => linkOf({ ...guest, holds: [hold!] }, account, CAUSE)).to.throw('[LK1]');
  });
});
