/** Every entry by itself and beside what it names: its turn, what it reverses, repays or passes on, its purchase, wallets and creators. */
import { isDeepStrictEqual } from 'node:util';
import type { Collection, Filter } from 'mongodb';
import type { PayoutMeta } from '#core/earnings/payout.ts';
import { auditEntry, auditReversal } from '#core/ledger/audit-entry.ts';
import type { AuditFault } from '#core/ledger/audit-entry.ts';
import { linkCause, purchaseKey, repaymentCause } from '#core/ledger/entry.ts';
import type { LinkMeta } from '#core/ledger/link.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { PriceBook } from '#core/pricing/price-book.ts';
import { ownersOf } from '#core/purchases/purchase.ts';
import type { TurnMeta } from '#core/turns/turn-entry.ts';
import type { Database } from '../database.ts';
import { entryOf } from '../documents/entry-document.ts';
import type { EntryDocument } from '../documents/entry-document.ts';
import type { TurnDocument } from '../documents/turn-document.ts';
import type { AuditRun } from './audit-run.ts';
import { inBatches } from '../in-batches.ts';

const ENTRIES_PER_BATCH = 500;
const PURCHASE_KINDS: readonly string[] = ['purchase', 'claw-back', 'reinstate'];
const CREATOR = 'creator:';
/** What a turn's document has in common with its entry. */
const TOLD = { charged: 1, incomplete: 1, usage: 1, worldId: 1 };

type Batch = readonly EntryDocument[];

/**
 * What an entry names is written in its transaction or before it, and none of it is ever deleted: so it is there when it is looked for
 * after the entry was read, without a snapshot. Adds up the books as it goes.
 */
export async function auditEntries(database: Database, prices: PriceBook, run: AuditRun): Promise<Map<string, Microcredits>> {
  const books = new Map<string, Microcredits>();
  for await (const batch of inBatches(database.entries.find(), ENTRIES_PER_BATCH)) {
    for (const entry of batch.map(entryOf)) {
      auditEntry(entry, prices).forEach(run.report);
      for (const { account, amount } of entry.postings) books.set(bookOf(account), (books.get(bookOf(account)) ?? 0n) + amount);
    }
    const beside = [
      turnFaults,
      forfeitFaults,
      reversalFaults,
      repaymentFaults,
      linkFaults,
      partyFaults,
      creatorFaults,
      purchaseFaults,
    ];
    (await Promise.all(beside.map((faultsIn) => faultsIn(database, batch)))).flat().forEach(run.report);
    run.counted.entries += batch.length;
    run.went();
  }
  return books;
}

/** LG6: a settled entry has its turn, with the same charge, usage and world; a released one at most incomplete text. */
async function turnFaults({ turns }: Database, batch: Batch): Promise<AuditFault[]> {
  const ofTurns = batch.filter(({ kind }) => kind === 'turn');
  const byKey = await documentsById(turns, keysOf(ofTurns), TOLD);
  return ofTurns.flatMap((entry) => {
    const turn = byKey.get(entry._id);
    const holds =
      entry.state === 'settled'
        ? turn?.incomplete === false && isToldBy(turn, entry.meta as TurnMeta)
        : turn === undefined || turn.incomplete;
    return holds ? [] : [faultOf(entry, 'LG6', `is ${entry.state} but its turn document says otherwise`)];
  });
}

function isToldBy(turn: Pick<TurnDocument, 'charged' | 'usage' | 'worldId'>, { charged, usage, worldId }: TurnMeta): boolean {
  // The first turns did not tell their world.
  const isThere = ((turn as Partial<TurnDocument>).worldId ?? worldId) === worldId;
  return isThere && turn.charged === charged && isDeepStrictEqual(turn.usage, usage);
}

/** RV2: only what a creator who left has earned is given up. */
async function forfeitFaults({ wallets }: Database, batch: Batch): Promise<AuditFault[]> {
  const creatorOf = ({ meta }: EntryDocument) => (meta as Partial<PayoutMeta>).creatorId ?? '';
  const forfeits = batch.filter(({ kind, meta }) => kind === 'payout' && (meta as Partial<PayoutMeta>).forfeited === true);
  const byId = await documentsById(wallets, forfeits.map(creatorOf), { closed: 1 });
  return forfeits
    .filter((entry) => byId.get(creatorOf(entry))?.closed !== true)
    .map((entry) => faultOf(entry, 'RV2', `forfeits what ${creatorOf(entry)} earned, who has not left`));
}

/** LG3, RV3: what a reversal names exists, and is what it negates. */
async function reversalFaults({ entries }: Database, batch: Batch): Promise<AuditFault[]> {
  const reversals = batch.flatMap((entry) => (entry.reverses === null ? [] : [{ ...entry, reverses: entry.reverses }]));
  const byKey = await documentsById(
    entries,
    reversals.map(({ reverses }) => reverses),
  );
  return reversals.flatMap((reversal) => {
    const reversed = byKey.get(reversal.reverses);
    if (!reversed) return [faultOf(reversal, 'LG3', `reverses ${reversal.reverses}, which does not exist`)];
    return auditReversal(entryOf(reversal), entryOf(reversed));
  });
}

/** LG4: a repayment has its cause, whose key is in its own. */
async function repaymentFaults({ entries }: Database, batch: Batch): Promise<AuditFault[]> {
  const repayments = batch.filter(({ kind }) => kind === 'repay');
  const causeOf = ({ _id }: EntryDocument) => repaymentCause(_id);
  const known = await documentsById(entries, repayments.map(causeOf), { _id: 1 });
  return repayments
    .filter((entry) => !known.has(causeOf(entry)))
    .map((entry) => faultOf(entry, 'LG4', `repays debt from ${causeOf(entry)}, which does not exist`));
}

/** LK1, LK2: credits go to the account that the guest merged into, and what follows later has its cause in an entry of the guest's. */
async function linkFaults({ entries, wallets }: Database, batch: Batch): Promise<AuditFault[]> {
  const links = batch.filter(({ kind }) => kind === 'link').map((entry) => ({ entry, ...(entry.meta as LinkMeta) }));
  const guests = await documentsById(
    wallets,
    links.map(({ guestId }) => guestId),
    { mergedInto: 1 },
  );
  const causes = await documentsById(
    entries,
    links.flatMap(({ entry }) => linkCause(entry._id) ?? []),
    { parties: 1 },
  );
  return links.flatMap(({ entry, guestId, accountId }) => {
    const cause = linkCause(entry._id);
    const isTheirs = cause === null || causes.get(cause)?.parties.includes(guestId) === true;
    return [
      ...(guests.get(guestId)?.mergedInto === accountId
        ? []
        : [faultOf(entry, 'LK1', `${guestId} is not merged into ${accountId}`)]),
      ...(isTheirs ? [] : [faultOf(entry, 'LK2', `passes on ${cause}, which is no entry of ${guestId}`)]),
    ];
  });
}

/** LG4: whoever an entry concerns has a wallet for it to add up in. */
async function partyFaults({ wallets }: Database, batch: Batch): Promise<AuditFault[]> {
  const playersOf = ({ parties }: EntryDocument) => parties.filter((party) => !party.startsWith(CREATOR));
  const known = await documentsById(wallets, batch.flatMap(playersOf), { _id: 1 });
  return batch.flatMap((entry) =>
    playersOf(entry)
      .filter((player) => !known.has(player))
      .map((player) => faultOf(entry, 'LG4', `concerns ${player}, who has no wallet`)),
  );
}

/** RV2: whose account an entry moves has accruals, or earnings that they were rolled into: in this order, as the roller moves them. */
async function creatorFaults({ accruals, earnings }: Database, batch: Batch): Promise<AuditFault[]> {
  const creatorsOf = ({ postings }: EntryDocument) =>
    postings.filter(({ account }) => account.startsWith(CREATOR)).map(({ account }) => account.slice(CREATOR.length));
  const ids = [...new Set(batch.flatMap(creatorsOf))];
  const accruing = await accruals.distinct('creatorId', { creatorId: { $in: ids } });
  const known = new Set([...accruing, ...(await earnings.distinct('creatorId', { creatorId: { $in: ids } }))]);
  return batch.flatMap((entry) =>
    creatorsOf(entry)
      .filter((creatorId) => !known.has(creatorId))
      .map((creatorId) => faultOf(entry, 'RV2', `moves what ${creatorId} earned, who has neither accruals nor earnings`)),
  );
}

/** PY1, PY2: nothing is given or taken back for a purchase that is not there, or that is another one. */
async function purchaseFaults({ purchases }: Database, batch: Batch): Promise<AuditFault[]> {
  const ofPurchases = batch.filter(({ kind }) => PURCHASE_KINDS.includes(kind));
  const idOf = ({ meta }: EntryDocument) => (meta as { purchaseId?: string }).purchaseId ?? '';
  const byId = await documentsById(purchases, ofPurchases.map(idOf), { playerId: 1, guestId: 1, sessionId: 1 });
  return ofPurchases.flatMap((entry) => {
    const rule = entry.kind === 'purchase' ? 'PY1' : 'PY2';
    const purchase = byId.get(idOf(entry));
    if (!purchase) return [faultOf(entry, rule, `is of purchase ${idOf(entry)}, which does not exist`)];
    const keyFits =
      entry.kind === 'purchase'
        ? entry._id === purchaseKey(purchase.sessionId ?? '')
        : entry._id.startsWith(`purchase:${purchase._id}:`);
    return keyFits && ownersOf(purchase).some((owner) => entry.parties.includes(owner))
      ? []
      : [faultOf(entry, rule, `is of purchase ${purchase._id}, which is another one`)];
  });
}

function faultOf({ _id }: EntryDocument, rule: string, fault: string): AuditFault {
  return { rule, document: `entries/${_id}`, fault };
}

function keysOf(batch: Batch): string[] {
  return batch.map(({ _id }) => _id);
}

async function documentsById<D extends { _id: string }>(
  collection: Collection<D>,
  ids: readonly string[],
  projection: object = {},
): Promise<Map<string, D>> {
  if (ids.length === 0) return new Map();
  const found = await collection.find<D>({ _id: { $in: [...new Set(ids)] } } as Filter<D>, { projection }).toArray();
  return new Map(found.map((document) => [document._id, document]));
}

/** `player:ID:grant` → `players:grant`, `creator:ID` → `creators`, `receivable:ID` → `receivables`. */
function bookOf(account: string): string {
  const [kind, , pocket] = account.split(':');
  if (kind === 'player') return `players:${pocket}`;
  if (kind === 'creator') return 'creators';
  return kind === 'receivable' ? 'receivables' : account;
}
