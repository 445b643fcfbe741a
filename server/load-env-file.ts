/** Reads `.env` of the working folder into the environment, where there is one; what is set already wins. */
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

export function loadEnvFileIfAny(): void {
  if (existsSync('.env')) loadEnvFile('.env');
}
