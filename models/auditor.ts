/** Recomputes the books from the journal, a batch at a time, while the server runs (LG8). */
import type { ClientSession } from 'mongodb';
import { playerAccount, receivableAccount } from '#core/ledger/accounts.ts';
import { auditEntry } from '#core/ledger/audit-entry.ts';
import type { AuditFault } from '#core/ledger/audit-entry.ts';
import { POCKETS } from '#core/money/pockets.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { PriceBook } from '#core/pricing/price-book.ts';
import type { Database } from './database.ts';
import { entryOf } from './documents/entry-document.ts';
import type { EntryDocument } from './documents/entry-document.ts';
import type { WalletDocument } from './documents/wallet-document.ts';

export interface AuditReport {
  readonly faults: readonly AuditFault[];
  readonly counted: { readonly entries: number; readonly wallets: number; readonly creators: number };
  /** Sums by account; the players' and creators' accounts added up by pocket. */
  readonly books: ReadonlyMap<string, Microcredits>;
}

const ENTRIES_PER_BATCH = 500;
const WALLETS_PER_BATCH = 200;

export async function audit(database: Database, prices: PriceBook): Promise<AuditReport> {
  const faults: AuditFault[] = [];
  const books = new Map<string, Microcredits>();
  const counted = { entries: 0, wallets: 0, creators: 0 };

  for await (const batch of inBatches(database.entries.find().batchSize(ENTRIES_PER_BATCH), ENTRIES_PER_BATCH)) {
    counted.entries += batch.length;
    for (const entry of batch.map(entryOf)) {
      faults.push(...auditEntry(entry, prices));
      for (const { account, amount } of entry.postings) add(books, bookOf(account), amount);
    }
    faults.push(
      ...(await turnFaults(database, batch)),
      ...(await reversalFaults(database, batch)),
      ...(await partyFaults(database, batch)),
    );
  }
  for await (const batch of inBatches(database.turns.find({}, { projection: { _id: 1 } }), ENTRIES_PER_BATCH)) {
    faults.push(...(await strayTurnFaults(database, batch)));
  }
  for await (const batch of inBatches(database.wallets.find({}, { projection: { _id: 1 } }), WALLETS_PER_BATCH)) {
    counted.wallets += batch.length;
    const ids = batch.map(({ _id }) => _id);
    faults.push(...(await inSnapshot(database, (session) => walletFaults(database, ids, session))));
  }
  for (const creatorId of await creatorIds(database)) {
    counted.creators += 1;
    faults.push(...(await inSnapshot(database, (session) => creatorFaults(database, creatorId, session))));
  }
  return { faults, counted, books };
}

/** LG6: a settled entry has its turn, with the same charge; a released one at most incomplete text. */
async function turnFaults({ turns }: Database, batch: readonly EntryDocument[]): Promise<AuditFault[]> {
  const ofTurns = batch.filter(({ kind }) => kind === 'turn');
  const found = await turns
    .find({ _id: { $in: ofTurns.map(({ _id }) => _id) } }, { projection: { charged: 1, incomplete: 1 } })
    .toArray();
  const byKey = new Map(found.map((turn) => [turn._id, turn]));
  return ofTurns.flatMap((entry) => {
    const turn = byKey.get(entry._id);
    const charged = (entry.meta as { charged: bigint }).charged;
    const holds =
      entry.state === 'settled' ? turn?.incomplete === false && turn.charged === charged : turn === undefined || turn.incomplete;
    return holds
      ? []
      : [{ rule: 'LG6', document: `entries/${entry._id}`, fault: `is ${entry.state} but its turn document says otherwise` }];
  });
}

/** LG6: no turn is told without an entry that resolves it. */
async function strayTurnFaults({ entries }: Database, batch: readonly { _id: string }[]): Promise<AuditFault[]> {
  const keys = batch.map(({ _id }) => _id);
  const resolved = await entries.find({ _id: { $in: keys } }, { projection: { _id: 1 } }).toArray();
  const known = new Set(resolved.map(({ _id }) => _id));
  return keys
    .filter((key) => !known.has(key))
    .map((key) => ({ rule: 'LG6', document: `turns/${key}`, fault: 'no entry resolves it' }));
}

/** LG4: whoever an entry concerns has a wallet for it to add up in. */
async function partyFaults({ wallets }: Database, batch: readonly EntryDocument[]): Promise<AuditFault[]> {
  const players = (parties: readonly string[]) => parties.filter((party) => !party.startsWith('creator:'));
  const ids = [...new Set(batch.flatMap(({ parties }) => players(parties)))];
  const found = await wallets.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray();
  const known = new Set(found.map(({ _id }) => _id));
  return batch.flatMap(({ _id, parties }) =>
    players(parties)
      .filter((party) => !known.has(party))
      .map((party) => ({ rule: 'LG4', document: `entries/${_id}`, fault: `concerns ${party}, who has no wallet` })),
  );
}

/** LG3: what a reversal names exists. */
async function reversalFaults({ entries }: Database, batch: readonly EntryDocument[]): Promise<AuditFault[]> {
  const reversals = batch.filter(({ reverses }) => reverses !== null);
  const named = await entries
    .find({ _id: { $in: reversals.map(({ reverses }) => reverses ?? '') } }, { projection: { _id: 1 } })
    .toArray();
  const known = new Set(named.map(({ _id }) => _id));
  return reversals
    .filter(({ reverses }) => !known.has(reverses ?? ''))
    .map(({ _id, reverses }) => ({
      rule: 'LG3',
      document: `entries/${_id}`,
      fault: `reverses ${reverses}, which does not exist`,
    }));
}

/** LG4: pocket + open draws = Σ postings, nothing negative; LG6: an open hold's key is not resolved yet. */
async function walletFaults(database: Database, ids: readonly string[], session: ClientSession): Promise<AuditFault[]> {
  const wallets = await database.wallets.find({ _id: { $in: [...ids] } }, { session }).toArray();
  const accounts = ids.flatMap((id) => [...POCKETS.map((pocket) => playerAccount(id, pocket)), receivableAccount(id)]);
  const sums = await accountSums(database, [...ids], accounts, session);
  const keys = wallets.flatMap(({ holds }) => holds.map(({ key }) => key));
  const resolved = new Set(
    (await database.entries.find({ _id: { $in: keys } }, { session, projection: { _id: 1 } }).toArray()).map(({ _id }) => _id),
  );
  return wallets.flatMap((wallet) => [...pocketFaults(wallet, sums), ...holdFaults(wallet, resolved)]);
}

function pocketFaults(wallet: WalletDocument, sums: ReadonlyMap<string, Microcredits>): AuditFault[] {
  const document = `wallets/${wallet._id}`;
  const faults = POCKETS.flatMap((pocket) => {
    const held = wallet.holds.reduce((sum, { draws }) => sum + draws[pocket], 0n);
    const journal = sums.get(playerAccount(wallet._id, pocket)) ?? 0n;
    return [
      ...(wallet.pockets[pocket] + held === journal
        ? []
        : [
            {
              rule: 'LG4',
              document,
              fault: `${pocket}: pocket ${wallet.pockets[pocket]} + held ${held} is not the journal's ${journal}`,
            },
          ]),
      ...(wallet.pockets[pocket] < 0n ? [{ rule: 'LG4', document, fault: `${pocket} is negative` }] : []),
    ];
  });
  const owed = -(sums.get(receivableAccount(wallet._id)) ?? 0n);
  if (wallet.debt !== owed || wallet.debt < 0n)
    faults.push({ rule: 'LG4', document, fault: `debt ${wallet.debt} is not the journal's ${owed}` });
  return faults;
}

function holdFaults(wallet: WalletDocument, resolved: ReadonlySet<string>): AuditFault[] {
  return wallet.holds
    .filter(({ key }) => resolved.has(key))
    .map(({ key }) => ({ rule: 'LG6', document: `wallets/${wallet._id}`, fault: `holds ${key}, which is resolved` }));
}

/** RV1, LG5: what the journal says a creator earned = accruals that no roller has claimed yet. */
async function creatorFaults(database: Database, creatorId: string, session: ClientSession): Promise<AuditFault[]> {
  const account = `creator:${creatorId}`;
  const earned = (await accountSums(database, [account], [account], session)).get(account) ?? 0n;
  const [rows] = await database.accruals
    .aggregate<{ amount: bigint }>([{ $match: { creatorId } }, { $group: { _id: null, amount: { $sum: '$amount' } } }], {
      session,
    })
    .toArray();
  const accrued = rows?.amount ?? 0n;
  return earned === accrued
    ? []
    : [{ rule: 'LG5', document: account, fault: `the journal says ${earned} µcr, the accruals ${accrued}` }];
}

async function creatorIds({ accruals, entries }: Database): Promise<string[]> {
  const [accruing, posted] = await Promise.all([
    accruals.distinct('creatorId'),
    entries.distinct('parties', { parties: /^creator:/ }),
  ]);
  return [
    ...new Set([
      ...accruing,
      ...posted.filter((party) => party.startsWith('creator:')).map((party) => party.slice('creator:'.length)),
    ]),
  ];
}

async function accountSums(
  { entries }: Database,
  parties: readonly string[],
  accounts: readonly string[],
  session: ClientSession,
): Promise<Map<string, Microcredits>> {
  const sums = await entries
    .aggregate<{ _id: string; amount: bigint }>(
      [
        { $match: { parties: { $in: parties } } },
        { $unwind: '$postings' },
        { $match: { 'postings.account': { $in: accounts } } },
        { $group: { _id: '$postings.account', amount: { $sum: '$postings.amount' } } },
      ],
      { session },
    )
    .toArray();
  return new Map(sums.map(({ _id, amount }) => [_id, amount]));
}

/** A consistent view of its own for each batch: one for everything would outlive the server's history window. */
async function inSnapshot<T>({ client }: Database, read: (session: ClientSession) => Promise<T>): Promise<T> {
  await using session = client.startSession({ snapshot: true });
  return await read(session);
}

async function* inBatches<T>(cursor: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const document of cursor) {
    batch.push(document);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function add(books: Map<string, Microcredits>, book: string, amount: Microcredits): void {
  books.set(book, (books.get(book) ?? 0n) + amount);
}

/** `player:ID:grant` → `players:grant`, `creator:ID` → `creators`, `receivable:ID` → `receivables`. */
function bookOf(account: string): string {
  const [kind, , pocket] = account.split(':');
  if (kind === 'player') return `players:${pocket}`;
  if (kind === 'creator') return 'creators';
  return kind === 'receivable' ? 'receivables' : account;
}
