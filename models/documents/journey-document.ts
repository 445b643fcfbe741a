/** The `journeys` collection. Every write of a room filters `{_id, fence}` and changes the document (DESIGN §6). */
import { Schema } from 'mongoose';
import type { Journey } from '#core/journeys/journey.ts';

export type JourneyDocument = Omit<Journey, 'id'> & { _id: string };

export const journeySchema = new Schema<JourneyDocument>(
  {
    _id: String,
    worldId: String,
    worldVersion: Number,
    title: String,
    fence: Number,
    room: { type: new Schema({ processId: String, roomId: String }, { _id: false }), default: null },
    head: String,
    n: Number,
    members: [{ _id: false, playerId: String, name: String, about: String, narratorId: String }],
    invite: String,
    createdAt: Date,
    updatedAt: Date,
  },
  { collection: 'journeys', versionKey: false },
);
journeySchema.index({ 'members.playerId': 1 });
journeySchema.index({ 'room.processId': 1 });

export function journeyOf({ _id, ...journey }: JourneyDocument): Journey {
  return { id: _id, ...journey };
}
