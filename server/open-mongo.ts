/** The MongoDB of this start: the configured one, or the embedded one that this process owns while it runs. */
import type { Config } from './config.ts';
import { defaultCacheFolder } from './embedded/cache-folder.ts';
import { lockDataFolder, readDataFolderLock } from './embedded/data-folder-lock.ts';
import { startEmbeddedMongo } from './embedded/embedded-mongo.ts';
import { progressBar } from './embedded/progress-bar.ts';
import { OperatorFault } from './operator-fault.ts';

export interface OpenMongo {
  readonly uri: string;
  /** Lets people and scripts find this server by its data folder. */
  announce(url: string): Promise<void>;
  stop(): Promise<void>;
}

type MongoConfig = Pick<Config, 'mongodbUri' | 'dataFolder'>;

/** For a server: refuses a data folder that another server has. */
export async function openMongo(config: MongoConfig, log: (sentence: string) => void): Promise<OpenMongo> {
  if (config.mongodbUri !== undefined) {
    return { uri: config.mongodbUri, announce: () => Promise.resolve(), stop: () => Promise.resolve() };
  }
  const lock = await lockDataFolder(config.dataFolder).catch((failure: unknown) => {
    const { code } = failure as NodeJS.ErrnoException;
    if (!code) throw failure;
    throw new OperatorFault(
      `DATA_FOLDER ${config.dataFolder} cannot be used (${code}). Choose a folder that this user may write to.`,
    );
  });
  try {
    const { dataFolder } = config;
    const mongo = await startEmbeddedMongo({
      dataFolder,
      cacheFolder: defaultCacheFolder(),
      log,
      onProgress: progressBar(),
      lock,
    });
    return {
      uri: mongo.uri,
      announce: (url) => lock.update({ url }),
      async stop() {
        await mongo.stop();
        await lock.release();
      },
    };
  } catch (failure) {
    await lock.release();
    throw failure;
  }
}

/** For a script: the running server's MongoDB if there is one, else its own for the time being. */
export async function joinMongo(config: MongoConfig, log: (sentence: string) => void): Promise<OpenMongo> {
  const holder = config.mongodbUri === undefined ? await readDataFolderLock(config.dataFolder) : undefined;
  return openMongo(holder?.mongodbUri === undefined ? config : { ...config, mongodbUri: holder.mongodbUri }, log);
}
