/** Stripe's lists: newest first, by cursor, so that the SDK's auto-pagination reads them to the end. */
import { noSuch } from './api-error.ts';
import type { ListParams } from './api-params.ts';
import type { Payment } from './payment.ts';
import type { SandboxStore } from './sandbox-store.ts';
import { objectsOf } from './stripe-objects.ts';
import type { StripeObject } from './stripe-objects.ts';

export interface List<T> {
  readonly object: 'list';
  readonly url: string;
  readonly has_more: boolean;
  readonly data: readonly T[];
}

export interface Listed {
  readonly object: StripeObject;
  readonly payment: Payment;
}

/** Objects of one kind (`refund`), all of them or one payment's. */
export async function listObjects(store: SandboxStore, kind: string, params: ListParams): Promise<Omit<List<Listed>, 'url'>> {
  const owner = params.payment_intent ?? params.charge;
  const payments = await store.payments(owner === undefined ? {} : { ids: owner });
  const found = payments.flatMap((payment) =>
    [...objectsOf(payment, store.url).values()]
      .filter((object) => object.object === kind && isWanted(object, params))
      .map((object) => ({ object, payment, seq: seqOf(payment, object.id) })),
  );
  found.sort((one, other) => Number(other.object['created']) - Number(one.object['created']) || other.seq - one.seq);
  return page(found, params, ({ object }) => object.id);
}

/** Whole lists in memory are fine for what one developer's sandbox holds; only events become many. */
function page<T>(found: readonly T[], params: ListParams, idOf: (item: T) => string): Omit<List<T>, 'url'> {
  const { limit, starting_after, ending_before } = params;
  if (ending_before !== undefined) {
    const end = indexOf(found, ending_before, idOf);
    const begin = Math.max(0, end - limit);
    return { object: 'list', has_more: begin > 0, data: found.slice(begin, end) };
  }
  const begin = starting_after === undefined ? 0 : indexOf(found, starting_after, idOf) + 1;
  return { object: 'list', has_more: begin + limit < found.length, data: found.slice(begin, begin + limit) };
}

function indexOf<T>(found: readonly T[], id: string, idOf: (item: T) => string): number {
  const index = found.findIndex((item) => idOf(item) === id);
  if (index < 0) throw noSuch('object', id, 'starting_after');
  return index;
}

function isWanted(object: StripeObject, { created: { gt, gte, lt, lte }, charge, status }: ListParams): boolean {
  const at = Number(object['created']);
  if (charge !== undefined && object['charge'] !== charge) return false;
  if (status !== undefined && object['status'] !== status) return false;
  return at > (gt ?? -1) && at >= (gte ?? 0) && at < (lt ?? Infinity) && at <= (lte ?? Infinity);
}

/** Objects of one payment keep the order in which they were made. */
function seqOf({ refunds, disputes, seq }: Payment, id: string): number {
  return [...refunds, ...disputes].find((made) => made.id === id)?.seq ?? seq;
}

/** From the database's index, page by page: there is one for every step of every payment. */
export async function listEvents(store: SandboxStore, params: ListParams): Promise<Omit<List<unknown>, 'url'>> {
  const { limit, starting_after, ending_before, created, types, type } = params;
  const wanted = types ?? (type === undefined ? null : [type]);
  const names = wanted?.map((name) =>
    name.includes('*') ? new RegExp(`^${name.replaceAll('.', '\\.').replaceAll('*', '.*')}$`) : name,
  );
  const times = Object.entries(created);
  const filter = {
    ...(names && { type: { $in: names } }),
    ...(times.length > 0 && { created: Object.fromEntries(times.map(([word, at]) => [`$${word}`, at])) }),
  };
  if (ending_before !== undefined) {
    const all = await store.events(filter);
    const { data, has_more } = page(all, params, ({ _id }) => _id);
    return { object: 'list', has_more, data: data.map(({ body }) => JSON.parse(body) as unknown) };
  }
  const after = starting_after === undefined ? null : await store.event(starting_after);
  const older = after && {
    $or: [{ created: { $lt: after.created } }, { created: after.created, seq: { $lt: after.seq } }],
  };
  const found = await store.events({ $and: [filter, older ?? {}] }, limit + 1);
  const data = found.slice(0, limit).map(({ body }) => JSON.parse(body) as unknown);
  return { object: 'list', has_more: found.length > limit, data };
}
