/** What the API takes, and Stripe's words for what it does not. */
import { z } from 'zod';
import { ApiError } from './api-error.ts';

/** Stripe's largest amount: eight digits. */
export const AMOUNT_MAX = 99_999_999;

const Whole = z
  .string()
  .regex(/^-?\d{1,15}$/)
  .transform(Number);
const Bool = z.enum(['true', 'false']).transform((text) => text === 'true');
const Url = z.url({ protocol: /^https?$/ });
const Metadata = z.record(z.string().max(40), z.string().max(500)).refine((map) => Object.keys(map).length <= 50);
const Expand = z.array(z.string());
const Ignored = z.unknown().optional();

const PriceData = z.strictObject({
  currency: z
    .string()
    .regex(/^[a-z]{3}$/i)
    .toLowerCase(),
  unit_amount: Whole.refine((amount) => amount >= 0 && amount <= AMOUNT_MAX),
  product_data: z.strictObject({
    name: z.string().min(1),
    description: z.string().min(1).optional(),
    ...{ images: Ignored, metadata: Metadata.optional(), tax_code: Ignored },
  }),
  tax_behavior: z.enum(['exclusive', 'unspecified']).optional(),
});

export const SessionParams = z.strictObject({
  mode: z.literal('payment'),
  line_items: z
    .array(
      z.strictObject({
        price_data: PriceData,
        quantity: Whole.refine((count) => count >= 1 && count <= 999_999),
        adjustable_quantity: Ignored,
      }),
    )
    .min(1)
    .max(100),
  success_url: Url,
  cancel_url: Url.optional(),
  client_reference_id: z.string().min(1).max(200).optional(),
  customer_email: z.email().optional(),
  metadata: Metadata.default({}),
  payment_intent_data: z
    .strictObject({
      metadata: Metadata.default({}),
      description: z.string().optional(),
      ...{ statement_descriptor: Ignored, statement_descriptor_suffix: Ignored, receipt_email: Ignored, capture_method: Ignored },
    })
    .optional(),
  expires_at: Whole.optional(),
  automatic_tax: z.strictObject({ enabled: Bool, liability: Ignored }).optional(),
  expand: Expand.default([]),
  // Real parameters that change nothing here.
  ...{ locale: Ignored, submit_type: Ignored, payment_method_types: Ignored, payment_method_options: Ignored, ui_mode: Ignored },
  ...{ billing_address_collection: Ignored, customer_creation: Ignored, invoice_creation: Ignored, tax_id_collection: Ignored },
  ...{ phone_number_collection: Ignored, consent_collection: Ignored, custom_text: Ignored, allow_promotion_codes: Ignored },
  ...{ adaptive_pricing: Ignored, branding_settings: Ignored, origin_context: Ignored, integration_identifier: Ignored },
  ...{
    excluded_payment_method_types: Ignored,
    currency: Ignored,
    after_expiration: Ignored,
    payment_method_configuration: Ignored,
  },
});

export const RefundParams = z.strictObject({
  payment_intent: z.string().optional(),
  charge: z.string().optional(),
  amount: Whole.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata: Metadata.default({}),
  expand: Expand.default([]),
  instructions_email: Ignored,
});

export const ExpandParams = z.strictObject({ expand: Expand.default([]) });

const Times = z.strictObject({ gt: Whole.optional(), gte: Whole.optional(), lt: Whole.optional(), lte: Whole.optional() });

export const ListParams = z.strictObject({
  limit: Whole.refine((limit) => limit >= 1 && limit <= 100).default(10),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
  created: z.union([Whole.transform((at): z.infer<typeof Times> => ({ gte: at, lte: at })), Times]).default({}),
  expand: Expand.default([]),
  payment_intent: z.string().optional(),
  charge: z.string().optional(),
  status: z.string().optional(),
  type: z.string().optional(),
  types: z.array(z.string()).max(20).optional(),
});

export type SessionParams = z.infer<typeof SessionParams>;
export type ListParams = z.infer<typeof ListParams>;

/** Throws the refusal that Stripe would give for the first thing wrong. */
export function readParams<Schema extends z.ZodType>(schema: Schema, given: unknown): z.infer<Schema> {
  const read = schema.safeParse(asLists(given));
  if (read.success) return read.data;
  throw refusal(read.error.issues[0], given);
}

function refusal(issue: z.core.$ZodIssue | undefined, given: unknown): ApiError {
  const path = issue?.path ?? [];
  if (issue?.code === 'unrecognized_keys') {
    const param = nameOf([...path, issue.keys[0] ?? '']);
    return invalid(`Received unknown parameter: ${param}`, { param, code: 'parameter_unknown' });
  }
  const param = nameOf(path);
  const value = path.reduce<unknown>(
    (inside, key) => (inside as Record<PropertyKey, unknown> | undefined)?.[key],
    asLists(given),
  );
  if (value === undefined) return invalid(`Missing required param: ${param}.`, { param, code: 'parameter_missing' });
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (/(amount|quantity|limit|expires_at)\]?$/.test(param)) {
    const isWhole = /^-?\d+$/.test(text);
    return invalid(isWhole ? `Invalid value for ${param}: ${text}` : `Invalid integer: ${text}`, {
      param,
      code: 'parameter_invalid_integer',
    });
  }
  if (/_url$/.test(param)) return invalid('Not a valid URL', { param, code: 'url_invalid' });
  return invalid(`Invalid ${param}: ${text}`, { param });
}

function invalid(message: string, { param, code }: { param: string; code?: string }): ApiError {
  return new ApiError(message, { param, ...(code && { code }), recorded: false });
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.map((key, depth) => (depth === 0 ? String(key) : `[${String(key)}]`)).join('');
}

/** Form decoding makes long or sparse lists objects with number keys; they are lists all the same. */
function asLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asLists);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inside]) => [key, asLists(inside)] as const);
  if (entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key))) return entries.map(([, inside]) => inside);
  return Object.fromEntries(entries);
}
