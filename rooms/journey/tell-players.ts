/** Messages to a journey's players, typed by the protocol. */
import type { JourneyMessages } from '#protocol/journey-messages.ts';
import type { JourneyClient } from './seat-auth.ts';

/** Every window a player has open. */
export function clientsOf(clients: readonly JourneyClient[], playerId: string): JourneyClient[] {
  return clients.filter((client) => client.auth?.playerId === playerId);
}

/** The same event for everyone, with what only the author may know added for the author. */
export function tellEach<Name extends 'turn-held' | 'turn-settled' | 'turn-released'>(
  clients: readonly JourneyClient[],
  name: Name,
  authorId: string,
  message: JourneyMessages[Name],
  own: Partial<JourneyMessages[Name]>,
): void {
  for (const client of clients) client.send(name, client.auth?.playerId === authorId ? { ...message, ...own } : message);
}
