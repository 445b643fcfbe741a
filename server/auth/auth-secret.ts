/** The secret that signs sessions: configured, or in development made once and kept with the data. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export async function authSecret(configured: string | undefined, dataFolder: string): Promise<string> {
  if (configured !== undefined) return configured;
  const file = join(dataFolder, 'auth-secret');
  try {
    return await readFile(file, 'utf8');
  } catch {
    const secret = randomBytes(32).toString('base64url');
    await mkdir(dataFolder, { recursive: true });
    await writeFile(file, secret, { mode: 0o600 });
    return secret;
  }
}
