/**
 * What money must do, said a second time as simply as possible: plain data, no database, no code of core. Random operations run
 * against this and against the real stores, and every answer and every balance must be the same.
 */

export const POCKET_NAMES = ['grant', 'bonus', 'earning', 'purchase'] as const;
type PocketName = (typeof POCKET_NAMES)[number];
export type Pocketed = Record<PocketName, bigint>;

export interface ModelWallet {
  pockets: Pocketed;
  debt: bigint;
  free: { day: string; used: number };
  caps: { turn: bigint | null; day: bigint | null };
  spent: { day: string; amount: bigint };
}

export interface ModelTurn {
  readonly playerId: string;
  readonly world: ModelWorld;
  readonly day: string;
  readonly free: boolean;
  readonly ceiling: bigint;
  readonly draws: Pocketed;
  readonly expiresAtMs: number;
  state: 'held' | 'settled' | 'released';
  taken: Pocketed;
  share: bigint;
  settledOn: string;
  reversed: boolean;
}

export interface ModelWorld {
  readonly worldId: string;
  readonly creatorId: string;
}

export interface ModelPurchase {
  readonly playerId: string;
  readonly credits: bigint;
  readonly bonus: bigint;
  readonly price: bigint;
  /** The facts at Stripe; the books follow when they are told to look. */
  stripe: { paid: boolean; refunds: { amount: bigint; failed: boolean }[]; dispute: ModelDispute | null };
  readonly createdAtMs: number;
  given: boolean;
  clawed: { credits: bigint; bonus: bigint };
}

export interface ModelDispute {
  readonly amount: bigint;
  state: 'open' | 'won' | 'lost';
  /** What of it left the account, and has not come back. */
  withdrawn: bigint;
  reinstated: bigint;
}

export interface ModelState {
  nowMs: number;
  wallets: Record<string, ModelWallet>;
  turns: Record<string, ModelTurn>;
  adjustments: Record<string, bigint>;
  purchases: Record<string, ModelPurchase>;
  /** By `creator/world/day`. */
  earnings: Record<string, { accrued: bigint; paid: bigint }>;
  /** By `creator/run day`. */
  payouts: Record<string, bigint>;
  /** By guest: the account they merged into, and whether what they had is there. */
  links: Record<string, { readonly accountId: string; done: boolean }>;
}

/** Everything that can be asked of money. */
export type Operation =
  | { readonly type: 'hold'; key: string; playerId: string; world: ModelWorld; ceiling: bigint; freeEligible: boolean }
  | { readonly type: 'cap'; playerId: string; turn: bigint | null; day: bigint | null }
  | { readonly type: 'settle'; key: string; cost: bigint }
  | { readonly type: 'release'; key: string }
  | { readonly type: 'expire' }
  | { readonly type: 'adjust'; id: string; playerId: string; amount: bigint }
  | { readonly type: 'reverse'; key: string }
  | { readonly type: 'pay-out' }
  | { readonly type: 'link'; guestId: string; accountId: string }
  | { readonly type: 'wait'; ms: number }
  | { readonly type: 'check-out'; id: string; playerId: string; packId: string; credits: bigint; bonus: bigint; price: bigint }
  | StripeFact
  | { readonly type: 'look-at-stripe'; id: string };

/** What happens to a payment, whether or not we hear of it. */
export type StripeFact =
  | { readonly type: 'pay'; id: string }
  | { readonly type: 'refund'; id: string; amount: bigint }
  | { readonly type: 'fail-refund'; id: string }
  | { readonly type: 'dispute'; id: string; amount: bigint; withdrawn: boolean }
  | { readonly type: 'close-dispute'; id: string; won: boolean }
  | { readonly type: 'reinstate'; id: string; amount: bigint };

export const FREE_TURNS = 2;
export const HOLD_TTL_MS = 300_000;
export const REFUND_WINDOW_DAYS = 2;
const HOLDS_MAX = 16;
const SHARE_PERCENT = 20n;
const DAY_MS = 86_400_000;

export const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const nothing = (): Pocketed => ({ grant: 0n, bonus: 0n, earning: 0n, purchase: 0n });
const sum = (pockets: Pocketed) => POCKET_NAMES.reduce((total, name) => total + pockets[name], 0n);
const least = (a: bigint, b: bigint) => (a < b ? a : b);

/** Guests are welcome without a grant. */
export function emptyModel(
  { accountIds, guestIds }: { accountIds: readonly string[]; guestIds: readonly string[] },
  { grant, nowMs }: { grant: bigint; nowMs: number },
): ModelState {
  const wallet = (given: bigint): ModelWallet => ({
    ...{ pockets: { ...nothing(), grant: given }, debt: 0n, free: { day: '', used: 0 } },
    ...{ caps: { turn: null, day: null }, spent: { day: '', amount: 0n } },
  });
  const welcomed = Object.fromEntries(accountIds.map((id) => [id, wallet(grant)]));
  return {
    nowMs,
    wallets: { ...welcomed, ...Object.fromEntries(guestIds.map((id) => [id, wallet(0n)])) },
    turns: {},
    adjustments: {},
    purchases: {},
    earnings: {},
    payouts: {},
    links: {},
  };
}

/** Changes the state; answers as the stores do. */
export function apply(state: ModelState, operation: Operation): string {
  switch (operation.type) {
    case 'hold':
      return hold(state, operation);
    case 'cap':
      walletOf(state, operation.playerId).caps = { turn: operation.turn, day: operation.day };
      return 'done';
    case 'settle':
      return settle(state, turnOf(state, operation.key), operation.cost);
    case 'release':
      return release(state, turnOf(state, operation.key));
    case 'expire':
      for (const turn of Object.values(state.turns)) if (turn.expiresAtMs <= state.nowMs) release(state, turn);
      return 'done';
    case 'adjust':
      return adjust(state, operation);
    case 'reverse':
      return reverse(state, turnOf(state, operation.key));
    case 'pay-out':
      return payOut(state);
    case 'link':
      return link(state, operation);
    case 'wait':
      state.nowMs += operation.ms;
      return 'done';
    case 'check-out': {
      const { playerId, credits, bonus, price } = operation;
      if (state.links[playerId]) return 'WALLET_MERGED';
      const facts = { stripe: { paid: false, refunds: [], dispute: null }, given: false, clawed: { credits: 0n, bonus: 0n } };
      state.purchases[operation.id] ??= { playerId, credits, bonus, price, createdAtMs: state.nowMs, ...facts };
      return 'done';
    }
    case 'look-at-stripe':
      return lookAtStripe(state, purchaseOf(state, operation.id));
    default:
      return happenAtStripe(purchaseOf(state, operation.id), operation);
  }
}

function hold(state: ModelState, { key, playerId, world, ceiling, freeEligible }: Operation & { type: 'hold' }): string {
  const known = state.turns[key];
  if (known) return known.state;
  if (state.links[playerId]) return 'WALLET_MERGED';
  const wallet = walletOf(state, playerId);
  const today = dayOf(state.nowMs);
  const open = Object.values(state.turns).filter((turn) => turn.playerId === playerId && turn.state === 'held');
  if (open.length >= HOLDS_MAX) return 'TOO_MANY_HOLDS';
  const used = wallet.free.day < today ? 0 : wallet.free.used;
  const free = freeEligible && used < FREE_TURNS;
  if (!free && wallet.debt > 0n) return 'IN_DEBT';
  if (!free && sum(wallet.pockets) < ceiling) return 'OUT_OF_CREDITS';
  if (!free && ceiling > roomOf(wallet, open, today)) return 'CAP_REACHED';
  wallet.free = { day: wallet.free.day < today ? today : wallet.free.day, used: free ? used + 1 : used };
  const draws = free ? nothing() : take(wallet.pockets, ceiling);
  const expiresAtMs = state.nowMs + HOLD_TTL_MS;
  const later = { taken: nothing(), share: 0n, settledOn: '', reversed: false };
  state.turns[key] = { playerId, world, day: wallet.free.day, free, ceiling, draws, expiresAtMs, state: 'held', ...later };
  return 'held';
}

/** What the player's caps leave for one more turn: running ones count with all they may cost. */
function roomOf({ caps, spent }: ModelWallet, running: readonly ModelTurn[], today: string): bigint {
  const paid = running.filter((turn) => !turn.free).map((turn) => turn.ceiling);
  const used = [spent.day < today ? 0n : spent.amount, ...paid].reduce((total, amount) => total + amount, 0n);
  const unlimited = 10n ** 30n;
  return least(caps.turn ?? unlimited, caps.day === null ? unlimited : caps.day - used);
}

function settle(state: ModelState, turn: ModelTurn, cost: bigint): string {
  if (turn.state !== 'held') return turn.state;
  const wallet = walletOf(state, turn.playerId);
  const drawn = { ...turn.draws };
  const taken = take(drawn, turn.free ? 0n : least(cost, turn.ceiling));
  const { creatorId, worldId } = turn.world;
  const paidForShare = sum(taken) - taken.grant;
  const share = creatorId === turn.playerId ? 0n : (paidForShare * SHARE_PERCENT) / 100n;
  const today = dayOf(state.nowMs);
  const before = wallet.spent.day < today ? 0n : wallet.spent.amount;
  if (sum(taken) > 0n) wallet.spent = { day: today, amount: before + sum(taken) };
  Object.assign(turn, { state: 'settled', taken, share, settledOn: dayOf(state.nowMs) });
  raiseOf(state, turn.playerId, drawn);
  accrue(state, `${creatorId}/${worldId}/${turn.settledOn}`, share);
  return 'settled';
}

function release(state: ModelState, turn: ModelTurn): string {
  if (turn.state !== 'held') return turn.state;
  const wallet = walletOf(state, turn.playerId);
  turn.state = 'released';
  if (turn.free && wallet.free.day === turn.day) wallet.free.used -= 1;
  raiseOf(state, turn.playerId, turn.draws);
  return 'released';
}

function adjust(state: ModelState, { id, playerId, amount }: Operation & { type: 'adjust' }): string {
  if (state.adjustments[id] !== undefined) return 'done';
  const wallet = heirOf(state, playerId);
  if (amount < 0n && sum(wallet.pockets) < -amount) return 'ADJUSTMENT_TOO_LARGE';
  state.adjustments[id] = amount;
  if (amount < 0n) take(wallet.pockets, -amount);
  else raise(wallet, { ...nothing(), bonus: amount });
  return 'done';
}

function reverse(state: ModelState, turn: ModelTurn): string {
  if (turn.state !== 'settled' || sum(turn.taken) === 0n) return turn.state === 'held' ? 'TURN_NOT_FOUND' : 'NOTHING_TO_REFUND';
  if (turn.reversed) return 'done';
  turn.reversed = true;
  raiseOf(state, turn.playerId, turn.taken);
  accrue(state, `${turn.world.creatorId}/${turn.world.worldId}/${turn.settledOn}`, -turn.share);
  return 'done';
}

function payOut(state: ModelState): string {
  const runDay = dayOf(state.nowMs);
  const matureDay = dayOf(state.nowMs - REFUND_WINDOW_DAYS * DAY_MS);
  const creators = new Set(Object.keys(state.earnings).map((key) => key.split('/')[0]!));
  for (const creatorId of creators) {
    const rows = Object.entries(state.earnings).filter(
      ([key]) => key.startsWith(`${creatorId}/`) && key.split('/')[2]! <= matureDay,
    );
    const amount = rows.reduce((total, [, { accrued, paid }]) => total + accrued - paid, 0n);
    if (amount <= 0n || state.payouts[`${creatorId}/${runDay}`] !== undefined) continue;
    state.payouts[`${creatorId}/${runDay}`] = amount;
    for (const [, row] of rows) row.paid = row.accrued;
    raiseOf(state, creatorId, { ...nothing(), earning: amount });
  }
  return 'done';
}

function happenAtStripe({ stripe, price }: ModelPurchase, event: StripeFact): string {
  const { dispute } = stripe;
  switch (event.type) {
    case 'pay':
      if (stripe.paid) return 'refused';
      stripe.paid = true;
      return 'done';
    case 'refund':
      if (!stripe.paid || dispute?.state === 'lost' || (dispute?.withdrawn ?? 0n) > 0n) return 'refused';
      if (event.amount > price - refundedOf(stripe)) return 'refused';
      stripe.refunds.push({ amount: event.amount, failed: false });
      return 'done';
    case 'fail-refund': {
      const last = stripe.refunds.at(-1);
      if (!last || last.failed) return 'refused';
      last.failed = true;
      return 'done';
    }
    case 'dispute':
      if (!stripe.paid || event.amount > price) return 'refused';
      stripe.dispute = { amount: event.amount, state: 'open', withdrawn: event.withdrawn ? event.amount : 0n, reinstated: 0n };
      return 'done';
    case 'close-dispute':
      if (dispute?.state !== 'open') return 'refused';
      dispute.state = event.won ? 'won' : 'lost';
      return 'done';
    case 'reinstate':
      if (!dispute || event.amount > dispute.withdrawn) return 'refused';
      dispute.withdrawn -= event.amount;
      dispute.reinstated += event.amount;
      return 'done';
  }
}

function refundedOf({ refunds }: ModelPurchase['stripe']): bigint {
  return refunds.reduce((total, { amount, failed }) => (failed ? total : total + amount), 0n);
}

function lookAtStripe(state: ModelState, purchase: ModelPurchase): string {
  const { stripe, credits, bonus, price, clawed } = purchase;
  const wallet = heirOf(state, purchase.playerId);
  if (!stripe.paid) return 'done';
  if (!purchase.given) {
    purchase.given = true;
    raise(wallet, { ...nothing(), purchase: credits, bonus });
  }
  const { dispute } = stripe;
  const disputed = !dispute || dispute.state === 'won' ? 0n : dispute.amount - dispute.reinstated;
  const back = least(price, refundedOf(stripe) + disputed);
  const target = { credits: (credits * back) / price, bonus: (bonus * back) / price };
  const delta = { credits: target.credits - clawed.credits, bonus: target.bonus - clawed.bonus };
  purchase.clawed = target;
  if (delta.credits > 0n || delta.bonus > 0n) clawBack(wallet, delta);
  else raise(wallet, { ...nothing(), purchase: -delta.credits, bonus: -delta.bonus });
  return 'done';
}

/** From the purchase's own pockets first, then from what else is there, the rest is debt. */
function clawBack(wallet: ModelWallet, { credits, bonus }: { credits: bigint; bonus: bigint }): void {
  const { pockets } = wallet;
  const fromPurchase = least(pockets.purchase, credits);
  const fromBonus = least(pockets.bonus, bonus);
  pockets.purchase -= fromPurchase;
  pockets.bonus -= fromBonus;
  const missing = credits + bonus - fromPurchase - fromBonus;
  const covered = least(missing, sum(pockets));
  take(pockets, covered);
  wallet.debt += missing - covered;
}

/** Takes in burn order; what was taken from each. */
function take(pockets: Pocketed, amount: bigint): Pocketed {
  const taken = nothing();
  let left = amount;
  for (const name of POCKET_NAMES) {
    taken[name] = least(pockets[name], left);
    pockets[name] -= taken[name];
    left -= taken[name];
  }
  if (left !== 0n) throw new Error(`${amount} cannot be taken`);
  return taken;
}

/** Debt is repaid first, out of what came in. */
function raise(wallet: ModelWallet, raised: Pocketed): void {
  const rest = { ...raised };
  const repaid = least(wallet.debt, sum(rest));
  take(rest, repaid);
  wallet.debt -= repaid;
  for (const name of POCKET_NAMES) wallet.pockets[name] += rest[name];
}

/** What is booked on a merged guest does not stay there. */
function raiseOf(state: ModelState, playerId: string, raised: Pocketed): void {
  raise(walletOf(state, playerId), raised);
  passOn(state, playerId);
}

function link(state: ModelState, { guestId, accountId }: Operation & { type: 'link' }): string {
  const known = state.links[guestId];
  if (known) return known.accountId === accountId ? 'done' : 'WALLET_MERGED';
  state.links[guestId] = { accountId, done: false };
  passOn(state, guestId);
  return 'done';
}

/** All but a welcome grant goes to the account, once no turn of the guest runs; the free turns of the day once. */
function passOn(state: ModelState, guestId: string): void {
  const found = state.links[guestId];
  const runs = Object.values(state.turns).some((turn) => turn.playerId === guestId && turn.state === 'held');
  if (!found || runs) return;
  const [guest, account] = [walletOf(state, guestId), walletOf(state, found.accountId)];
  for (const name of POCKET_NAMES) if (name !== 'grant') account.pockets[name] += guest.pockets[name];
  account.debt += guest.debt;
  guest.pockets = nothing();
  guest.debt = 0n;
  const repaid = least(account.debt, sum(account.pockets));
  take(account.pockets, repaid);
  account.debt -= repaid;
  if (found.done) return;
  found.done = true;
  if (guest.free.day === account.free.day) account.free = { ...guest.free, used: guest.free.used + account.free.used };
  else if (guest.free.day > account.free.day) account.free = { ...guest.free };
}

/** Where it counts what there is. */
function heirOf(state: ModelState, playerId: string): ModelWallet {
  return walletOf(state, state.links[playerId]?.accountId ?? playerId);
}

function accrue(state: ModelState, key: string, amount: bigint): void {
  const row = (state.earnings[key] ??= { accrued: 0n, paid: 0n });
  row.accrued += amount;
}

function walletOf(state: ModelState, playerId: string): ModelWallet {
  const wallet = state.wallets[playerId];
  if (!wallet) throw new Error(`no wallet of ${playerId}`);
  return wallet;
}

function turnOf(state: ModelState, key: string): ModelTurn {
  const turn = state.turns[key];
  if (!turn) throw new Error(`no turn ${key}`);
  return turn;
}

function purchaseOf(state: ModelState, id: string): ModelPurchase {
  const purchase = state.purchases[id];
  if (!purchase) throw new Error(`no purchase ${id}`);
  return purchase;
}
