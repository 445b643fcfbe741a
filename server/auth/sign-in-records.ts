/** What better-auth keeps of a user, read, changed and deleted: who they are, how and where they are signed in. */
import type { BetterAuth } from './better-auth.ts';
import { deviceWords } from './device-words.ts';
import type { DeviceWords } from './device-words.ts';

/** All that is kept, without secrets. */
export interface SignInRecord {
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly createdAt: Date;
  readonly providers: readonly { readonly provider: string; readonly accountId: string; readonly since: Date }[];
  readonly sessions: readonly (Omit<SessionRecord, 'sessionId' | 'device'> & { readonly userAgent: string | null })[];
}

export interface SessionRecord {
  readonly sessionId: string;
  readonly device: DeviceWords;
  readonly address: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
}

export interface SignInRecords {
  /** null when there is no such user. */
  recordsOf(userId: string): Promise<SignInRecord | null>;
  /** `password`, and the providers by their ids. */
  providersOf(userId: string): Promise<string[]>;
  /** Those that are good, the last used first. */
  sessionsOf(userId: string): Promise<SessionRecord[]>;
  /** Ends one session of the user, or all but one; answers how many. */
  endSessions(userId: string, which: { readonly only: string } | { readonly allBut: string }): Promise<number>;
  rename(userId: string, name: string): Promise<void>;
  /** Deletes a user with all sessions, ways to sign in and links under way, and what is left of them as a guest. */
  erase(userId: string): Promise<void>;
}

export function createSignInRecords(auth: Pick<BetterAuth, '$context'>): SignInRecords {
  const internals = async () => (await auth.$context).internalAdapter;

  async function recordsOf(userId: string): Promise<SignInRecord | null> {
    const adapter = await internals();
    const user = await adapter.findUserById(userId);
    if (!user) return null;
    const [accounts, sessions] = await Promise.all([adapter.findAccounts(userId), adapter.listSessions(userId)]);
    const { name, email, emailVerified, createdAt } = user;
    return {
      ...{ name, email, emailVerified, createdAt },
      providers: accounts.map(({ providerId, accountId, createdAt: since }) => ({
        provider: wordOf(providerId),
        accountId,
        since,
      })),
      sessions: sessions.map((session) => {
        const { sessionId: _id, device: _device, ...record } = sessionRecord(session);
        return { ...record, userAgent: session.userAgent ?? null };
      }),
    };
  }

  async function providersOf(userId: string): Promise<string[]> {
    return (await (await internals()).findAccounts(userId)).map(({ providerId }) => wordOf(providerId));
  }

  async function sessionsOf(userId: string): Promise<SessionRecord[]> {
    const sessions = await (await internals()).listSessions(userId, { onlyActiveSessions: true });
    return sessions.map(sessionRecord).sort((one, other) => other.lastUsedAt.getTime() - one.lastUsedAt.getTime());
  }

  async function endSessions(userId: string, which: { only: string } | { allBut: string }): Promise<number> {
    const sessions = await sessionsOf(userId);
    const chosen = sessions.filter(({ sessionId }) => ('only' in which ? sessionId === which.only : sessionId !== which.allBut));
    const { adapter } = await auth.$context;
    const ended = chosen.map(({ sessionId }) =>
      adapter.deleteMany({ model: 'session', where: [{ field: 'id', value: sessionId }] }),
    );
    return (await Promise.all(ended)).reduce((sum, count) => sum + count, 0);
  }

  async function rename(userId: string, name: string): Promise<void> {
    await (await internals()).updateUser(userId, { name });
  }

  async function erase(userId: string): Promise<void> {
    const { adapter } = await auth.$context;
    const internalAdapter = await internals();
    const user = (await internalAdapter.findUserById(userId)) as { guestUserId?: string | null } | null;
    for (const id of user?.guestUserId ? [user.guestUserId, userId] : [userId]) {
      await adapter.deleteMany({ model: 'verification', where: [{ field: 'value', operator: 'contains', value: id }] });
      await internalAdapter.deleteUser(id);
    }
  }

  return { recordsOf, providersOf, sessionsOf, endSessions, rename, erase };
}

/** Having a password is what better-auth calls a credential. */
function wordOf(providerId: string): string {
  return providerId === 'credential' ? 'password' : providerId;
}

function sessionRecord(session: {
  readonly id: string;
  readonly ipAddress?: string | null | undefined;
  readonly userAgent?: string | null | undefined;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly expiresAt: Date;
}): SessionRecord {
  const { id: sessionId, ipAddress, userAgent, createdAt, updatedAt: lastUsedAt, expiresAt } = session;
  return { sessionId, device: deviceWords(userAgent ?? ''), address: ipAddress || null, createdAt, lastUsedAt, expiresAt };
}
