/** How a session or watch stands with its server. */

/** `reconnecting`: the connection broke and is being made again. `closed`: left, signed out or given up. */
export type LinkStatus = 'connecting' | 'live' | 'reconnecting' | 'closed';
