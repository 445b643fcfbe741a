/** What every operator's script shares: `--help`, the configuration, a database, an exit code. */
import { openDatabase } from '#models/database.ts';
import type { Database } from '#models/database.ts';
import { openPriceBook } from '#models/price-book-store.ts';
import type { StoredPriceBook } from '#models/price-book-store.ts';
import { GameError } from '#protocol/errors.ts';
import { readConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { loadEnvFileIfAny } from '../load-env-file.ts';
import { joinMongo } from '../open-mongo.ts';
import { OperatorFault } from '../operator-fault.ts';

export interface ScriptTools {
  readonly config: Config;
  readonly database: Database;
  readonly prices: StoredPriceBook;
  /** What was written behind `--`. */
  readonly argv: string[];
}

/** Runs the work and ends the process with the exit code it returns. */
export async function runScript(help: string, work: (tools: ScriptTools) => Promise<number>): Promise<never> {
  const argv = process.argv.slice(2);
  if (argv.includes('--help') || argv.includes('-h')) {
    console.log(help);
    process.exit(0);
  }
  try {
    process.exit(await withDatabase(argv, work));
  } catch (failure) {
    const expected =
      failure instanceof GameError ||
      failure instanceof OperatorFault ||
      (failure as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    console.error(expected ? (failure as Error).message : failure);
    if (!(failure instanceof OperatorFault)) console.error('\nSee --help.');
    process.exit(2);
  }
}

async function withDatabase(argv: string[], work: (tools: ScriptTools) => Promise<number>): Promise<number> {
  loadEnvFileIfAny();
  const config = readConfig(process.env);
  const mongo = await joinMongo(config, (sentence) => {
    console.error(sentence);
  });
  const database = await openDatabase(mongo.uri);
  try {
    return await work({ config, database, prices: await openPriceBook(database), argv });
  } finally {
    await database.close();
    await mongo.stop();
  }
}
