/** What is sold: a price for credits, and a bonus on top. */
import { WALLET_MAX } from '../ledger/adjustment.ts';
import { parseCredits } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { parsePrice } from './currency.ts';

export interface Pack {
  readonly id: string;
  /** In the currency's smallest unit, taxes not included. */
  readonly price: number;
  /** As Stripe writes it: `usd`. */
  readonly currency: string;
  /** Go to the purchase pocket. */
  readonly credits: Microcredits;
  /** Go to the bonus pocket. */
  readonly bonus: Microcredits;
}

const PACK = /^([a-z][a-z0-9-]{0,30})=([\d.]+):(\d+(?:\.\d+)?)(?:\+(\d+(?:\.\d+)?))?$/;

/** Reads `spark=5:5000,ember=10:10000+500`: id = price : credits + bonus. Throws a RangeError that names what is wrong. */
export function parsePacks(list: string, currency: string): readonly Pack[] {
  const packs = list.split(',').map((text) => parsePack(text.trim(), currency));
  const twice = packs.find(({ id }, index) => packs.findIndex((other) => other.id === id) !== index);
  if (twice) throw new RangeError(`has two packs "${twice.id}"`);
  return packs;
}

function parsePack(text: string, currency: string): Pack {
  const [, id, price = '', amount = '', bonus = '0'] = PACK.exec(text) ?? [];
  if (id === undefined) throw new RangeError(`"${text}" is not a pack such as ember=10:10000+500 (id=price:credits+bonus)`);
  const pack = { id, price: parsePrice(price, currency), currency, credits: parseCredits(amount), bonus: parseCredits(bonus) };
  if (pack.credits === 0n) throw new RangeError(`pack "${id}" has no credits`);
  if (pack.credits + pack.bonus > WALLET_MAX) throw new RangeError(`pack "${id}" has more credits than a wallet may hold`);
  return pack;
}
