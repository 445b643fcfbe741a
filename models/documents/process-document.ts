/** The `processes` collection: one heartbeat per server process, and the server sessions its money transactions run in. */
import { Schema } from 'mongoose';
import type { ClientSession } from 'mongodb';

export interface ProcessDocument {
  _id: string;
  /** Host and process namespace: only there does a pid say whether the process lives. */
  machine: string;
  pid: number;
  /** When the operating system's process began: a container's next process may well have the same pid. */
  startedAt: Date;
  aliveUntil: Date;
  lsids: NonNullable<ClientSession['id']>[];
}

export const processSchema = new Schema<ProcessDocument>(
  { _id: String, machine: String, pid: Number, startedAt: Date, aliveUntil: Date, lsids: [Schema.Types.Mixed] },
  { collection: 'processes', versionKey: false },
);
