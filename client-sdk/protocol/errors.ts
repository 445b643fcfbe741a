/** Every failure a client can expect, in one catalogue. `docs/errors.md` lists the same codes and a test compares them. */

/** `status` is the HTTP status; rooms reject with the same code. `sentence` is written for the player and says what to do next. */
interface ErrorDescription {
  readonly status: number;
  readonly sentence: string;
}

export const ERRORS = {
  BAD_INPUT: { status: 400, sentence: 'Something in this request is missing or malformed; see `data.issues`.' },
  UNKNOWN_MESSAGE: { status: 400, sentence: 'This room does not know this kind of message.' },
  ACTION_EMPTY: { status: 400, sentence: 'Write what you do or say, or choose continue.' },
  ACTION_TOO_LONG: { status: 400, sentence: 'This action is too long; shorten it and send it again.' },
  CONTEXT_TOO_SMALL: {
    status: 400,
    sentence:
      'This world and your notes do not fit what the AI model may read. Raise the context limit, shorten your notes, or choose another AI model.',
  },
  WEBHOOK_REFUSED: {
    status: 400,
    sentence: 'This is not a fresh event of our Stripe account, by its signature, time or mode. Nothing was changed.',
  },
  PASSWORD_WEAK: {
    status: 400,
    sentence: 'This password is too easy to guess, or too long; see `data.weakness`. Choose one of 10 to 128 characters.',
  },
  UNAUTHENTICATED: { status: 401, sentence: 'Sign in, or play as a guest, and try again.' },
  CREDENTIALS_WRONG: {
    status: 401,
    sentence: 'E-mail or password is wrong. Check both, or set a new password by mail.',
  },
  OUT_OF_CREDITS: {
    status: 402,
    sentence:
      'Your credits do not cover this turn. Choose an AI model that free turns cover, add credits, or come back when free turns return at midnight UTC.',
  },
  IN_DEBT: { status: 402, sentence: 'A payment of yours was taken back. Add credits to settle it before the next paid turn.' },
  CAP_REACHED: {
    status: 402,
    sentence:
      'Your own cap leaves too little for this turn; see `data.cap`. Raise it, choose a cheaper AI model, or wait for the next day if it is the day cap.',
  },
  FORBIDDEN: { status: 403, sentence: 'Your account may not do this. Sign in with one that may.' },
  NOT_YOUR_TURN: { status: 403, sentence: 'Only the player who wrote this action may stop, retry or edit it.' },
  NOT_FOUND: { status: 404, sentence: 'There is nothing here. Check the address.' },
  WORLD_NOT_FOUND: { status: 404, sentence: 'This world does not exist or is not published.' },
  JOURNEY_NOT_FOUND: {
    status: 404,
    sentence: 'This journey does not exist, or you are not part of it. Ask a player for the invite.',
  },
  NARRATOR_NOT_FOUND: { status: 404, sentence: 'This AI model is not offered here. Choose another.' },
  TURN_NOT_FOUND: { status: 404, sentence: 'This journey has no such turn. Check its number or id.' },
  SUMMARY_NOT_FOUND: { status: 404, sentence: 'This summary does not exist any more; its turns have left the story.' },
  PLAYER_NOT_FOUND: { status: 404, sentence: 'No player has this id. Check it; players see theirs as `playerId`.' },
  PACK_NOT_FOUND: { status: 404, sentence: 'This pack is not sold here. Choose another.' },
  PROVIDER_NOT_FOUND: { status: 404, sentence: 'This server does not offer that way to sign in. Choose another.' },
  PURCHASE_NOT_FOUND: { status: 404, sentence: 'There is no such purchase of this player. Check the id.' },
  KEY_REUSED: { status: 409, sentence: 'This id was already used for something else. Send it again under a new id.' },
  EMAIL_TAKEN: {
    status: 409,
    sentence: 'There is an account with this e-mail already. Sign in to it, or set a new password by mail.',
  },
  QUOTE_CHANGED: {
    status: 409,
    sentence: 'The price of this turn changed before its place came. Nothing was taken; look at the new price and send it again.',
  },
  JOURNEY_FULL: { status: 409, sentence: 'This journey already has its eight players.' },
  NOTHING_TO_STOP: { status: 409, sentence: 'Nothing of yours is being narrated.' },
  STORY_BUSY: {
    status: 409,
    sentence: 'A turn is being told, or waits for its place. Let it end, or stop it, and try again.',
  },
  TURN_ASIDE: {
    status: 409,
    sentence:
      'The story does not stand at this turn any more. Nothing was changed or taken; look where it stands, and try again.',
  },
  NOTHING_TO_UNDO: { status: 409, sentence: 'The story is at its beginning: there is nothing to undo.' },
  NOTHING_TO_REDO: { status: 409, sentence: 'Nothing was undone from here, so there is nothing to redo.' },
  WITHDRAWN: { status: 409, sentence: 'You took this action back before its turn came.' },
  WALLET_MERGED: { status: 409, sentence: 'This guest now belongs to an account. Sign in to that account.' },
  NOT_A_GUEST: { status: 409, sentence: 'This is an account already, and two accounts cannot become one. Keep playing on both.' },
  NOT_AN_ACCOUNT: {
    status: 409,
    sentence: 'A guest can only be linked to an account. Sign up, or sign in to one that you have.',
  },
  ADJUSTMENT_TOO_LARGE: {
    status: 409,
    sentence: 'The player has fewer credits available than this takes away; see `data.available`, and take at most that.',
  },
  WALLET_FULL: {
    status: 409,
    sentence: 'A wallet holds at most a billion credits. Play some first, or choose a smaller amount.',
  },
  NOTHING_TO_REFUND: { status: 409, sentence: 'This turn took no credits, so there is nothing to give back.' },
  REFUND_TOO_LARGE: {
    status: 409,
    sentence:
      'This is more than is left of the payment; see `data.left`, or `data.fault` where Stripe refused, and order at most that.',
  },
  PURCHASE_MISMATCH: {
    status: 409,
    sentence:
      'The payment is not the one that was agreed on; see `data.issues`. Nothing was given or taken. Write to the operators of this server.',
  },
  CHECKOUT_ENDED: {
    status: 409,
    sentence: 'This checkout has ended; see `data.state`. Open another under a new id.',
  },
  PAYMENT_PENDING: {
    status: 409,
    sentence:
      'A payment of yours is not over, or has only now arrived; see `data.purchases`. Wait until your bank has decided, look at what you would lose, and try again.',
  },
  TURNS_RUNNING: { status: 409, sentence: 'A turn of yours is still being told. Wait until it has ended, and try again.' },
  JOURNEY_MOVED: { status: 409, sentence: 'This journey moved to another server. Join it again.' },
  LINK_EXPIRED: { status: 410, sentence: 'This link was used already or is too old. Ask for a new one.' },
  PLAYER_LEFT: {
    status: 410,
    sentence: 'This player left for good, and what was theirs is being deleted. Sign in anew to play.',
  },
  QUEUE_FULL: { status: 429, sentence: 'Too many actions are waiting. Let the story catch up first.' },
  TOO_MANY_HOLDS: { status: 429, sentence: 'Too many of your turns are running at once. Wait for one to finish.' },
  TOO_MANY_CONNECTIONS: { status: 429, sentence: 'This is already open in too many of your windows. Close one.' },
  TOO_MANY_CHECKOUTS: {
    status: 429,
    sentence: 'You have too many unpaid checkouts. Pay one of them, or try again when they have expired, in an hour and a half.',
  },
  TOO_MANY_MESSAGES: { status: 429, sentence: 'Too many messages at once. Wait a moment and go on.' },
  SLOW_DOWN: { status: 429, sentence: 'Three turns were stopped before they began. Wait a few minutes before the next one.' },
  RATE_LIMITED: { status: 429, sentence: 'Too many requests from this address. Try again later.' },
  INTERNAL: { status: 500, sentence: 'Something went wrong on our side. Try again; your history shows whatever was booked.' },
  JOURNEY_ELSEWHERE: {
    status: 503,
    sentence: 'This journey is live on another server that this one cannot reach. Play it there, or try again in a minute.',
  },
  OUTCOME_UNKNOWN: {
    status: 503,
    sentence: 'The server could not finish this turn. Within minutes it is booked or given back whole; your history shows which.',
  },
  NARRATOR_UNAVAILABLE: { status: 503, sentence: 'This AI model is not available right now. Try again, or choose another.' },
  MAIL_OFF: { status: 503, sentence: 'This server sends no mail. Write to its operators.' },
  PROVIDER_FAILED: {
    status: 503,
    sentence: 'The sign-in there was not completed, and nothing was changed. Try again, or sign in another way.',
  },
  PURCHASES_OFF: { status: 503, sentence: 'Credits cannot be bought on this server. Free turns come back at midnight UTC.' },
  PAYMENTS_UNAVAILABLE: { status: 503, sentence: 'The payment service cannot be reached right now. Try again in a minute.' },
  SHUTTING_DOWN: { status: 503, sentence: 'This server is restarting. Your journey continues in a moment.' },
} as const satisfies Record<string, ErrorDescription>;

export type ErrorCode = keyof typeof ERRORS;

/** The shape of every error on the wire: HTTP bodies, rejected room requests, `turn-refused`. */
export interface ErrorBody {
  readonly code: ErrorCode;
  readonly message: string;
  readonly data?: unknown;
}

/** Thrown by core, rooms, server and SDK alike. Anything else that is thrown is a bug and reaches clients as `INTERNAL`. */
export class GameError extends Error {
  readonly code: ErrorCode;
  readonly data: unknown;

  constructor(code: ErrorCode, data?: unknown, options?: ErrorOptions) {
    super(ERRORS[code].sentence, options);
    this.name = 'GameError';
    this.code = code;
    this.data = data;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  toBody(): ErrorBody {
    return { code: this.code, message: this.message, ...(this.data === undefined ? {} : { data: this.data }) };
  }
}

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERRORS, code);
}

/** Why a turn cost nothing (TN4). Shown to the player beside its 0 row in the history. */
export const RELEASE_REASONS = {
  'narrator-failed': 'The AI model failed. Nothing was charged.',
  'narrator-busy': 'The AI model is overloaded. Nothing was charged; try again in a moment, or choose another.',
  'narrator-down': 'The AI model cannot be reached. Nothing was charged; try again later, or choose another.',
  'narrator-stalled': 'The AI model went silent. Nothing was charged.',
  'narrator-too-long': 'The AI model did not come to an end. Nothing was charged.',
  'narrator-swapped': 'Another AI model answered than the one you chose. Nothing was charged.',
  refused: 'The AI model declined to continue this scene. Nothing was charged.',
  empty: 'The AI model answered with nothing. Nothing was charged.',
  cancelled: 'Stopped before any text. Nothing was charged.',
  expired: 'The turn took too long to finish. Nothing was charged.',
  interrupted: 'The server was interrupted. Nothing was charged; send the action again.',
  moved: 'The journey moved to another server during the turn. Nothing was charged; send the action again.',
} as const;

export type ReleaseReason = keyof typeof RELEASE_REASONS;

const AI_AT_FAULT: ReadonlySet<string> = new Set<ReleaseReason>([
  'narrator-failed',
  'narrator-busy',
  'narrator-down',
  'narrator-stalled',
  'narrator-too-long',
  'narrator-swapped',
  'refused',
  'empty',
]);

/** Whether another AI might tell what this one did not (TN3). */
export function isAiAtFault(reason: string): boolean {
  return AI_AT_FAULT.has(reason);
}
