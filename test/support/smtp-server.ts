/** A mail server that keeps what it is sent: enough of SMTP for one client, on a real socket. */
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface CaughtMail {
  readonly from: string;
  readonly to: string;
  /** Headers and body as they came. */
  readonly source: string;
}

export interface SmtpServer {
  readonly url: string;
  readonly mails: CaughtMail[];
  /** So many of the next mails are refused, as by a server that is busy. */
  refuse(count: number): void;
  stop(): Promise<void>;
}

export async function startSmtpServer(): Promise<SmtpServer> {
  const mails: CaughtMail[] = [];
  let refusals = 0;
  const server = createServer((socket) => {
    const say = (line: string) => socket.write(`${line}\r\n`);
    let envelope = { from: '', to: '' };
    let source: string | null = null;
    let rest = '';
    const take = (line: string): void => {
      if (source !== null) {
        if (line !== '.') source += `${line.replace(/^\.\./, '.')}\r\n`;
        else {
          mails.push({ ...envelope, source });
          source = null;
          say('250 kept');
        }
      } else if (/^(EHLO|HELO)/i.test(line)) say('250 localhost');
      else if (/^MAIL FROM:/i.test(line)) {
        if (refusals > 0) {
          refusals -= 1;
          say('451 busy');
        } else {
          envelope = { from: addressIn(line), to: '' };
          say('250 ok');
        }
      } else if (/^RCPT TO:/i.test(line)) {
        envelope = { ...envelope, to: addressIn(line) };
        say('250 ok');
      } else if (/^DATA/i.test(line)) {
        source = '';
        say('354 go on');
      } else if (/^QUIT/i.test(line)) {
        say('221 bye');
        socket.end();
      } else say('250 ok');
    };
    say('220 localhost');
    socket.on('data', (bytes) => {
      const lines = `${rest}${bytes.toString('utf8')}`.split('\r\n');
      rest = lines.pop() ?? '';
      lines.forEach(take);
    });
    socket.on('error', () => undefined);
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    refuse: (count) => (refusals = count),
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function addressIn(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? '';
}

/** The token in the link of a mail, whose lines may be broken by `=` at their end. */
export function tokenIn({ source }: CaughtMail): string {
  const text = source.replace(/=\r\n/g, '').replace(/=3D/g, '=');
  const token = /[?&]token=([\w.~%-]+)/.exec(text)?.[1];
  if (token === undefined) throw new Error(`no link in:\n${text}`);
  return decodeURIComponent(token);
}
