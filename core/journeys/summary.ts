/** A summary: earlier turns in a few sentences, which stand for them in prompts. */

/** Turns summed up by the AI that read them, sealed: it stands for them in prompts as long as the last of them is on the way to the head. */
export interface Summary {
  /** The turnId of the turn that made and paid it. */
  readonly id: string;
  readonly fromN: number;
  readonly toN: number;
  /** The key of the last turn it covers. */
  readonly toKey: string;
  readonly text: string;
  readonly narratorId: string;
  /** The player who last changed the text; null: it is the AI's. */
  readonly editedBy: string | null;
  readonly at: Date;
}
