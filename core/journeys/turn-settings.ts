/** What a player sets for their own turns in a journey. */

/** A player's own settings in a journey: they move the cost of that player's turns and nobody else's. */
export interface TurnSettings {
  /** Tokens of a passage; null: the AI's usual length. */
  readonly passageTokens: number | null;
  /** Tokens of a prompt; null: what the AI usually reads. */
  readonly promptTokens: number | null;
  /** What the AI must remember in every turn of theirs. */
  readonly memoryNote: string;
  /** How the AI is to write their turns; stands right before the action. */
  readonly authorNote: string;
  /** Whether their turns also sum up the oldest ones when those no longer fit, at a price; else the AI forgets them. */
  readonly summaries: boolean;
}

export const USUAL_SETTINGS: TurnSettings = {
  passageTokens: null,
  promptTokens: null,
  memoryNote: '',
  authorNote: '',
  summaries: true,
};
