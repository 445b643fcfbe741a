/** What clients need of the protocol as they run. It takes no schemas along, so that pages stay small. */

export const ACTION_CHARACTERS_MAX = 2_000;
/** Of a passage that a player edits: far longer than AIs are asked for. */
export const PASSAGE_CHARACTERS_MAX = 20_000;
export const PLAYERS_PER_JOURNEY_MAX = 8;
export const RECENT_COSTS_MAX = 20;
export const PASSAGES_IN_STATE_MAX = 30;
export const PASSWORD_CHARACTERS_MIN = 10;
export const PASSWORD_CHARACTERS_MAX = 128;

export const MODES = ['do', 'say', 'story', 'continue'] as const;

/** Shorter prompts leave no room for a world, shorter passages none for a sentence. */
export const PROMPT_TOKENS_MIN = 600;
export const PASSAGE_TOKENS_MIN = 24;
export const PROMPT_TOKENS_SETTING_MAX = 1_000_000;
export const NOTE_CHARACTERS_MAX = 1_000;
export const SUMMARY_CHARACTERS_MAX = 4_000;

/** What deletion must be asked with, so that no slip of a client deletes anybody. */
export const DELETION_CONFIRMED = 'delete my account';
