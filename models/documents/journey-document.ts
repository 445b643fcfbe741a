/** The `journeys` collection. Every write of a room filters `{_id, fence}` and changes the document (DESIGN §6). */
import { Schema } from 'mongoose';
import { USUAL_SETTINGS } from '#core/journeys/turn-settings.ts';
import type { Journey } from '#core/journeys/journey.ts';

export type JourneyDocument = Omit<Journey, 'id'> & {
  _id: string;
  /** How often a turn's words were changed: a write that changed nothing would not be in the way of a takeover. */
  edits?: number;
};

export const journeySchema = new Schema<JourneyDocument>(
  {
    _id: String,
    worldId: String,
    worldVersion: Number,
    title: String,
    fence: Number,
    room: { type: new Schema({ processId: String, roomId: String }, { _id: false }), default: null },
    head: String,
    onward: String,
    n: Number,
    edits: Number,
    members: [{ _id: false, playerId: String, name: String, about: String, narratorId: String, settings: Schema.Types.Mixed }],
    summaries: [Schema.Types.Mixed],
    invite: String,
    createdAt: Date,
    updatedAt: Date,
  },
  { collection: 'journeys', versionKey: false },
);
journeySchema.index({ 'members.playerId': 1 });
journeySchema.index({ 'room.processId': 1 });
/** How many play a world. */
journeySchema.index({ worldId: 1 });

/** Journeys begun before there were settings, summaries and redo have none. */
export function journeyOf({ _id, edits: _edits, ...journey }: JourneyDocument): Journey {
  const { members, summaries, onward } = journey as Partial<JourneyDocument>;
  const withSettings = (members ?? []).map((member) => ({ ...member, settings: { ...USUAL_SETTINGS, ...member.settings } }));
  return { ...journey, id: _id, members: withSettings, summaries: summaries ?? [], onward: onward ?? null };
}
