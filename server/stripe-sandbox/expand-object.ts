/** `expand[]`: puts whole objects where their ids stand. */
import { ApiError } from './api-error.ts';
import { itemObject, objectsOf } from './stripe-objects.ts';
import type { StripeObject } from './stripe-objects.ts';
import type { Payment } from './payment.ts';

/** Never a way to see what belongs to another payment: only the payment's own objects are looked at. */
export function expandObject(object: StripeObject, paths: readonly string[], payment: Payment, url: string): StripeObject {
  const objects = objectsOf(payment, url);
  const expanded = structuredClone(object) as Record<string, unknown>;
  for (const path of paths) expandPath(expanded, path.split('.'), { objects, payment, path });
  return expanded as StripeObject;
}

interface Around {
  readonly objects: ReadonlyMap<string, StripeObject>;
  readonly payment: Payment;
  readonly path: string;
}

function expandPath(inside: Record<string, unknown>, [key = '', ...rest]: readonly string[], around: Around): void {
  const list = listOf(inside, key, around);
  if (list) inside[key] = { object: 'list', data: list, has_more: false, url: `/v1/${key}` };
  else if (typeof inside[key] === 'string' && around.objects.has(inside[key])) {
    inside[key] = structuredClone(around.objects.get(inside[key]));
  } else if (!(key in inside) || (inside[key] !== null && typeof inside[key] !== 'object')) {
    throw new ApiError(`This property cannot be expanded (${around.path}).`, { param: 'expand', recorded: false });
  }
  if (rest.length > 0 && inside[key] !== null) expandPath(inside[key] as Record<string, unknown>, rest, around);
}

function listOf(inside: Record<string, unknown>, key: string, { objects, payment }: Around): object[] | null {
  if (key === 'line_items' && inside['object'] === 'checkout.session') {
    return payment.order.items.map((item) => itemObject(payment, item));
  }
  if (key === 'refunds' && inside['object'] === 'charge') {
    return [...objects.values()].filter((object) => object.object === 'refund' && object['charge'] === inside['id']).reverse();
  }
  return null;
}
