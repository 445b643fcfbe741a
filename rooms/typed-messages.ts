/** Makes every message of a room answered by type: validated, limited in number, its errors from the catalogue. */
import type { Client, MessageContext, Room } from '@colyseus/core';
import type { z } from 'zod';
import { GameError } from '#protocol/errors.ts';
import type { ErrorBody } from '#protocol/errors.ts';
import type { Log } from '#core/turns/game.ts';

/** A handler's answer resolves the client's request; a thrown `GameError` rejects it with its body. */
type Handler = (client: Client, message: never) => unknown;

export interface MessageType {
  readonly schema: z.ZodType;
  readonly handle: Handler;
}

/** Messages a client may send in a burst, and per second in the long run. */
const BURST_MAX = 30;
const PER_SECOND = 10;

export function answerMessages(room: Room, types: Readonly<Record<string, MessageType>>, log: Log): void {
  const budgets = new WeakMap<Client, MessageBudget>();

  const answer = async (
    name: string,
    client: Client,
    message: unknown,
    context: MessageContext | undefined,
  ): Promise<unknown> => {
    try {
      const budget = budgets.get(client) ?? new MessageBudget();
      budgets.set(client, budget);
      if (!budget.take()) throw new GameError('TOO_MANY_MESSAGES');
      const type = Object.hasOwn(types, name) ? types[name] : undefined;
      if (!type) throw new GameError('UNKNOWN_MESSAGE');
      const parsed = type.schema.safeParse(message ?? {});
      if (!parsed.success)
        throw new GameError('BAD_INPUT', { issues: parsed.error.issues.map(({ path, message: fault }) => ({ path, fault })) });
      return await type.handle(client, parsed.data as never);
    } catch (failure) {
      const body = bodyOf(failure, log, { room: room.roomId, message: name });
      // Plain sends and raw bytes have nobody waiting for an answer.
      if (context?.id === undefined) client.send('error', body);
      else context.reject(body);
      return undefined;
    }
  };

  for (const name of Object.keys(types)) {
    // The framework awaits what a handler returns, although its type says void.
    room.onMessage(name, ((client: Client, message: unknown, context: MessageContext) =>
      answer(name, client, message, context)) as never);
  }
  // The framework kicks clients for unknown messages, and answers unknown requests in words of its own. Its table of handlers,
  // which it shows to its own tools, is asked for every name; here each unknown name gets a handler too.
  const registry = (room as unknown as { onMessageEvents: { events: Record<string, unknown[]> } }).onMessageEvents;
  registry.events = new Proxy(registry.events, {
    get: (known, name: string) =>
      Object.hasOwn(known, name)
        ? known[name]
        : [(client: Client, message: unknown, context: MessageContext) => answer(name, client, message, context)],
  });
}

/** The error as clients may see it; bugs are logged with their cause and told without it. */
export function bodyOf(failure: unknown, log: Log, fields: object): ErrorBody {
  if (failure instanceof GameError) return failure.toBody();
  log.error({ ...fields, failure }, 'unexpected failure');
  return new GameError('INTERNAL').toBody();
}

class MessageBudget {
  #left = BURST_MAX;
  #refilledAt = performance.now();

  take(): boolean {
    const now = performance.now();
    this.#left = Math.min(BURST_MAX, this.#left + ((now - this.#refilledAt) / 1_000) * PER_SECOND);
    this.#refilledAt = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
