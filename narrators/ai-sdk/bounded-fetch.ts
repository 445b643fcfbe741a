/** A fetch for vendors' answers that none of them can fill the memory with: whatever it sends, reading it ends. */
import { setImmediate as othersTurn } from 'node:timers/promises';
import { AnswerFault } from './answer-fault.ts';
import { withReadableUsage } from './readable-usage.ts';

/** Far above what the longest passage needs, thinking and a frame around every token included. */
const STREAM_BYTES_MAX = 4 * 1024 * 1024;
/** Of one event, which is kept until its end has come. */
const EVENT_BYTES_MAX = 256 * 1024;
const WHOLE_BYTES_MAX = 1024 * 1024;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** An answer goes on the moment it comes, line by line where it is a stream; its status and headers stay as they are. */
export function boundedFetch({ wholeBytesMax = WHOLE_BYTES_MAX } = {}): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (!response.body) return response;
    const bounded = response.ok && asksForStream(input, init) ? boundedLines() : boundedWhole(wholeBytesMax);
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(bounded), { status, statusText, headers });
  };
}

/** By the request: what services call their streams is not to be relied on. Google has it in the path. */
function asksForStream(input: Parameters<typeof fetch>[0], init: RequestInit | undefined): boolean {
  const url = input instanceof Request ? input.url : String(input);
  return url.includes(':streamGenerateContent') || (typeof init?.body === 'string' && init.body.includes('"stream":true'));
}

function boundedLines(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let streamBytes = 0;
  let eventBytes = 0;
  let begun: Uint8Array[] = [];
  return new TransformStream({
    async transform(piece, controller) {
      streamBytes += piece.length;
      if (streamBytes > STREAM_BYTES_MAX) throw tooLarge('a stream', STREAM_BYTES_MAX);
      const lines: Uint8Array[] = [];
      for (let from = 0; from < piece.length;) {
        const end = piece.indexOf(LINE_FEED, from) + 1;
        const part = piece.subarray(from, end === 0 ? piece.length : end);
        from += part.length;
        eventBytes += part.length;
        if (eventBytes > EVENT_BYTES_MAX) throw tooLarge('an event', EVENT_BYTES_MAX);
        begun.push(part);
        if (end === 0) break;
        const line = Buffer.concat(begun);
        begun = [];
        if (isBlank(line)) eventBytes = 0;
        lines.push(mendedLine(line));
      }
      if (lines.length > 0) controller.enqueue(Buffer.concat(lines));
      await othersTurn(); // However much a service sends at once, other journeys go on in between.
    },
    flush(controller) {
      if (begun.length > 0) controller.enqueue(Buffer.concat(begun));
    },
  });
}

function boundedWhole(bytesMax: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let bytes = 0;
  const pieces: Uint8Array[] = [];
  return new TransformStream({
    transform(piece) {
      bytes += piece.length;
      if (bytes > bytesMax) throw tooLarge('an answer', bytesMax);
      pieces.push(piece);
    },
    flush(controller) {
      if (pieces.length > 0) controller.enqueue(Buffer.from(withReadableUsage(Buffer.concat(pieces).toString())));
    },
  });
}

function tooLarge(what: string, bytesMax: number): AnswerFault {
  return new AnswerFault(`${what} of more than ${bytesMax} bytes`);
}

function isBlank(line: Uint8Array): boolean {
  return line.length === 1 || (line.length === 2 && line[0] === CARRIAGE_RETURN);
}

const EVENT_DATA = /^data: ?(.*?)(\r?\n)$/s;

function mendedLine(line: Buffer<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (!line.includes('"usage')) return line;
  const [, data, end] = EVENT_DATA.exec(line.toString()) ?? [];
  return data === undefined ? line : Buffer.from(`data: ${withReadableUsage(data)}${end}`);
}
