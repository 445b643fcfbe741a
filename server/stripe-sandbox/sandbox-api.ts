/** The part of Stripe's REST API that the game uses, for Stripe's own SDK. */
import { Router, urlencoded } from 'express';
import type { NextFunction, Request, Response } from 'express';
import Stripe from 'stripe';
import type { Log } from '#core/turns/game.ts';
import { ApiError, noSuch } from './api-error.ts';
import { ExpandParams, ListParams, RefundParams, SessionParams, readParams } from './api-params.ts';
import type { Change } from './change.ts';
import { expire } from './checkout-moves.ts';
import { closeDispute } from './dispute-moves.ts';
import { expandObject } from './expand-object.ts';
import { answerOnce } from './idempotent-answers.ts';
import { listEvents, listObjects } from './list-objects.ts';
import { newId } from './new-id.ts';
import { openSession } from './open-session.ts';
import type { Payment } from './payment.ts';
import { refund } from './refund-moves.ts';
import type { SandboxControl } from './sandbox-control.ts';
import type { SandboxStore } from './sandbox-store.ts';
import { itemObject, objectsOf } from './stripe-objects.ts';

/** A POST's work: which payment it changes (or a new one), and how; the move answers with the id of what is to be shown. */
interface Write {
  readonly target: Payment | string;
  readonly expand: readonly string[];
  readonly move: (change: Change) => string;
}

interface ApiParts {
  readonly store: SandboxStore;
  readonly control: SandboxControl;
  readonly secretKey: string;
  readonly log: Log;
}

const KINDS: Record<string, string> = {
  'checkout/sessions': 'checkout.session',
  payment_intents: 'payment_intent',
  charges: 'charge',
  refunds: 'refund',
  disputes: 'dispute',
  balance_transactions: 'balance_transaction',
};

export function sandboxApi(parts: ApiParts): Router {
  const api = Router();
  api.use((request, response, next) => {
    response.set({ 'request-id': newId('req', 14), 'stripe-version': request.get('stripe-version') ?? Stripe.API_VERSION });
    next(refuseKey(request.get('authorization'), parts.secretKey));
  });
  api.use(urlencoded({ extended: true, limit: '256kb', verify: keepRawBody }));
  api.use((request, response, next) => {
    const fault = parts.control.nextFault();
    if (fault === 'failed') throw new ApiError('The sandbox was told to fail.', { status: 500, type: 'api_error' });
    if (fault === 'lost') {
      response.send = () => {
        request.socket.destroy();
        return response;
      };
    }
    next();
  });
  for (const [path, kind] of Object.entries(KINDS)) mountReads(api, { path, kind, store: parts.store });
  mountSpecialReads(api, parts.store);
  mountWrites(api, parts);
  api.use((request) => {
    throw new ApiError(`Unrecognized request URL (${request.method}: ${request.baseUrl}${request.path}).`, { status: 404 });
  });
  api.use((failure: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const error = errorOf(failure, parts.log);
    response.status(error.status).json(error.toBody());
  });
  return api;
}

/** One kind of object: a list of them, and one by its id. */
function mountReads(api: Router, { path, kind, store }: { path: string; kind: string; store: SandboxStore }): void {
  api.get(`/${path}`, async (request, response) => {
    const params = readParams(ListParams, request.query);
    const { data, ...list } = await listObjects(store, kind, params);
    const expand = params.expand.map((name) => name.replace(/^data\./, ''));
    const shown = data.map(({ object, payment }) => expandObject(object, expand, payment, store.url));
    response.json({ ...list, url: `/v1/${path}`, data: shown });
  });
  api.get(`/${path}/:id`, async ({ params: { id }, query }, response) => {
    const payment = await store.find(id);
    const object = payment && objectsOf(payment, store.url).get(id);
    if (object?.object !== kind) throw noSuch(kind, id, kind === 'payment_intent' ? 'intent' : 'id');
    response.json(expandObject(object, readParams(ExpandParams, query).expand, payment as Payment, store.url));
  });
}

function mountSpecialReads(api: Router, store: SandboxStore): void {
  api.get('/checkout/sessions/:id/line_items', async ({ params: { id } }, response) => {
    const payment = await store.find(id);
    if (payment?._id !== id) throw noSuch('checkout.session', id, 'session');
    const data = payment.order.items.map((item) => itemObject(payment, item));
    response.json({ object: 'list', url: `/v1/checkout/sessions/${id}/line_items`, has_more: false, data });
  });
  api.get('/events', async ({ query }, response) => {
    response.json({ url: '/v1/events', ...(await listEvents(store, readParams(ListParams, query))) });
  });
  api.get('/events/:id', async ({ params: { id } }, response) => {
    response.type('json').send((await store.event(id)).body);
  });
}

function mountWrites(api: Router, { store, control }: ApiParts): void {
  const post = (path: string, writeOf: (body: unknown, id: string) => Write) => {
    api.post(path, async (request, response) => write(request, response, { writeOf, store }));
  };
  post('/checkout/sessions', (body) => {
    const params = readParams(SessionParams, body);
    const payment = openSession(params, { now: store.now(), seq: store.nextSeq() });
    return { target: payment, expand: params.expand, move: () => payment._id };
  });
  post('/checkout/sessions/:id/expire', (body, id) => {
    return { target: id, expand: readParams(ExpandParams, body).expand, move: (change) => (expire(change), id) };
  });
  post('/disputes/:id/close', (body, id) => {
    return {
      target: id,
      expand: readParams(ExpandParams, body).expand,
      move: (change) => (closeDispute(change, id, 'lost'), id),
    };
  });
  post('/refunds', (body) => {
    const { payment_intent, charge, expand, ...asked } = readParams(RefundParams, body);
    const target = payment_intent ?? charge;
    if (target === undefined) {
      const message = 'One of the following params should be provided for this request: payment_intent or charge.';
      throw new ApiError(message, { code: 'parameter_missing', recorded: false });
    }
    const pending = control.refundsBegin === 'pending';
    return { target, expand, move: (change) => refund(change, { ...asked, pending }) };
  });
}

interface Writing {
  readonly writeOf: (body: unknown, id: string) => Write;
  readonly store: SandboxStore;
}

async function write(request: Request, response: Response, { writeOf, store }: Writing): Promise<void> {
  const { id = '' } = request.params as { id?: string };
  const call = {
    requestId: response.get('request-id') ?? '',
    key: request.get('idempotency-key') ?? null,
    content: `${request.method} ${request.originalUrl} ${(request as WithRawBody).rawBody ?? ''}`,
  };
  const answer = await answerOnce(store, call, (cause, keep) => {
    const { target, expand, move } = writeOf(request.body ?? {}, id);
    const work = (change: Change) => JSON.stringify(expandObject(change.object(move(change)), expand, change.payment, store.url));
    return store.change(target, work, { cause, answer: keep });
  });
  if (call.key !== null) response.set('idempotency-key', call.key);
  if (answer.replayed) response.set({ 'idempotent-replayed': 'true', 'original-request': answer.requestId });
  response.status(answer.status).type('json').send(answer.body);
}

type WithRawBody = Request & { rawBody?: string };

function keepRawBody(request: object, _response: unknown, body: Buffer): void {
  (request as WithRawBody).rawBody = body.toString();
}

/** Bearer, or Basic with the key as the name, as Stripe takes both. */
function refuseKey(authorization: string | undefined, secretKey: string): ApiError | undefined {
  const [scheme = '', credentials = ''] = authorization?.split(' ') ?? [];
  const given = scheme.toLowerCase() === 'basic' ? Buffer.from(credentials, 'base64').toString().split(':')[0] : credentials;
  if (given === secretKey) return undefined;
  const message = given ? `Invalid API Key provided: ${given.slice(0, 8)}********` : 'You did not provide an API key.';
  return new ApiError(message, { status: 401, recorded: false });
}

function errorOf(failure: unknown, log: Log): ApiError {
  if (failure instanceof ApiError) return failure;
  if (isTooLargeOrMalformed(failure)) return new ApiError(failure.message, { status: failure.status });
  log.error({ failure }, 'the Stripe sandbox failed');
  return new ApiError('An unknown error occurred', { status: 500, type: 'api_error' });
}

/** What express's own parsers throw. */
function isTooLargeOrMalformed(failure: unknown): failure is Error & { status: number } {
  return failure instanceof Error && 'status' in failure && typeof failure.status === 'number' && failure.status < 500;
}
