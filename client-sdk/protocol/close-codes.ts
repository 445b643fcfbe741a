/** Why the server closes a socket. */
export const CLOSE_CODES = {
  /** The journey is or will be on another server, or this one restarts: join again. */
  MOVED: 4100,
  /** The sign-in was revoked or ran out: sign in again. */
  SIGNED_OUT: 4101,
} as const;
