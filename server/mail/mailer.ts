/** What the server needs of whatever sends its mails. */

export interface Mail {
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Mailer {
  /** Takes the mail and answers at once, so that nobody can tell by the time whether there was one; faults go to the log. */
  send(mail: Mail): void;
  /** Waits for mails that are on their way. */
  stop(): Promise<void>;
}
