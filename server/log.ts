/** The process's logger: pino, readable lines on a terminal, JSON elsewhere. */
import { pino } from 'pino';
import type { Logger } from 'pino';
import pretty from 'pino-pretty';

export function createLog(level: string, stream: NodeJS.WriteStream = process.stdout): Logger {
  const options = {
    level,
    base: undefined,
    serializers: { failure: pino.stdSerializers.err },
    redact: ['*.token', '*.authorization'],
  };
  return stream.isTTY ? pino(options, pretty({ colorize: true, translateTime: 'HH:MM:ss', sync: true })) : pino(options, stream);
}
