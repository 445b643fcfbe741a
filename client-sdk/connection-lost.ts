/** The one failure that is no answer of the server's: there was no answer. */

/**
 * The server could not be reached, did not answer in time, or the session it was asked through is closed. `cause` says more.
 * After a lost HTTP request nobody knows whether it arrived: ask again. Actions need no such care, a session re-sends them itself.
 */
export class ConnectionLost extends Error {
  readonly code = 'CONNECTION_LOST';

  constructor(message = 'The server cannot be reached right now. Check your connection and try again.', options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConnectionLost';
  }
}
