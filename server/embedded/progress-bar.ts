/** Shows a fetch's progress: a moving bar on a terminal, one line at the start and one at the end anywhere else. */
import progress from 'cli-progress';
import type { FetchProgress } from '#server/embedded/file-source.ts';

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;

/** Give the returned function to a search as `onProgress`. */
export function progressBar(stream: NodeJS.WriteStream = process.stderr): (progress: FetchProgress) => void {
  return stream.isTTY ? movingBar(stream) : plainLines(stream);
}

function movingBar(stream: NodeJS.WriteStream) {
  let bar: progress.SingleBar | undefined;
  return ({ what, receivedBytes, totalBytes, ended }: FetchProgress) => {
    if (!bar) {
      if (ended) return;
      bar = new progress.SingleBar({
        stream,
        hideCursor: true,
        format: (options, state) =>
          `Fetching ${what} ${progress.Format.BarFormat(state.progress, options)} ${megabytes(state.value)} of ${megabytes(state.total)}`,
        barCompleteChar: '█',
        barIncompleteChar: '░',
      });
      bar.start(totalBytes, receivedBytes);
    }
    bar.setTotal(totalBytes);
    bar.update(receivedBytes);
    if (!ended) return;
    bar.stop();
    bar = undefined;
  };
}

function plainLines(stream: NodeJS.WriteStream) {
  let started = false;
  return ({ what, receivedBytes, totalBytes, ended }: FetchProgress) => {
    if (!started && !ended) stream.write(`Fetching ${what} (${megabytes(totalBytes)}), once…\n`);
    if (started && ended) {
      stream.write(
        receivedBytes >= totalBytes ? `Fetched ${what}.\n` : `Fetching ${what} stopped at ${megabytes(receivedBytes)}.\n`,
      );
    }
    started = !ended;
  };
}
