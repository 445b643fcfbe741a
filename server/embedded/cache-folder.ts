/** Where fetched parts (mongod, the AI model's file) are kept between installs, outside the checkout. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** `IMAGINA_CACHE`, or `imagina` in the platform's own cache folder. */
export function defaultCacheFolder(environment: NodeJS.ProcessEnv = process.env, platform: string = process.platform): string {
  return environment.IMAGINA_CACHE || join(platformCacheFolder(environment, platform), 'imagina');
}

function platformCacheFolder(environment: NodeJS.ProcessEnv, platform: string): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  if (platform === 'win32') return environment.LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
  return environment.XDG_CACHE_HOME || join(homedir(), '.cache');
}
