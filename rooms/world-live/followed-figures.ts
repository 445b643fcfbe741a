/** A world's figures, loaded once and then kept by the journal's feed; loaded anew when the feed has had a gap. */
import type { FeedEntry, FeedListener, LoadedFigures } from '#core/live/journal-feed.ts';
import { figureOf, shownSince, WorldFigures } from '#core/live/world-figures.ts';
import type { Log } from '#core/turns/game.ts';
import { PacedWork } from '../paced-work.ts';

export interface FollowedFiguresParts {
  /** Whose share counts as earned. */
  readonly ownerId: string;
  /** Before they are loaded anew. */
  readonly paceMs: number;
  readonly clock: () => Date;
  readonly log: Log;
  readonly load: (since: Date) => Promise<LoadedFigures>;
  readonly onChange: () => void;
}

export class FollowedFigures implements FeedListener {
  readonly #parts: FollowedFiguresParts;
  readonly #loading: PacedWork;
  /** null until they are loaded, and while they are loaded anew. */
  #figures: WorldFigures | null = null;
  /** Loaded is what was committed until then: of what the feed tells, only what came later is added. */
  #asOf = 0n;
  /** What the feed told while they were being loaded. */
  #meanwhile: FeedEntry[] = [];
  #gaps = 0;

  constructor(parts: FollowedFiguresParts) {
    this.#parts = parts;
    this.#loading = new PacedWork(() => this.#load(), {
      ...{ pauseMs: parts.paceMs, retryMs: parts.paceMs, name: "loading a world's figures", log: parts.log },
    });
  }

  /** Call it once the feed is listened to. */
  start(): void {
    this.#loading.ask();
  }

  end(): void {
    this.#loading.end();
  }

  onEntry(entry: FeedEntry): void {
    if (!this.#figures) this.#meanwhile.push(entry);
    else if (this.#add(entry, this.#figures)) this.#parts.onChange();
  }

  onGap(): void {
    this.#gaps += 1;
    this.#figures = null;
    this.#meanwhile = [];
    this.#loading.ask();
  }

  forgetOld(): void {
    if (this.#figures?.forgetOld(this.#parts.clock())) this.#parts.onChange();
  }

  get isLoaded(): boolean {
    return this.#figures !== null;
  }

  /** null while they are being loaded. */
  view(): ReturnType<WorldFigures['view']> | null {
    return this.#figures && this.#figures.view(this.#parts.clock());
  }

  async #load(): Promise<void> {
    const gapsBefore = this.#gaps;
    const loaded = await this.#parts.load(shownSince(this.#parts.clock()));
    if (gapsBefore !== this.#gaps) return; // What came in the gap may be missing; it is loaded once more.
    const meanwhile = this.#meanwhile;
    this.#meanwhile = [];
    this.#asOf = loaded.asOf;
    this.#figures = new WorldFigures(loaded.figures);
    for (const entry of meanwhile) this.#add(entry, this.#figures);
    this.#parts.onChange();
  }

  #add(entry: FeedEntry, figures: WorldFigures): boolean {
    const figure = entry.committedAt > this.#asOf ? figureOf(entry, this.#parts.ownerId) : null;
    if (figure) figures.add(figure);
    return figure !== null;
  }
}
