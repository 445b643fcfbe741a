/** How the story so far enters a prompt: summaries of the oldest turns, then the turns word for word, as many as fit. */
import type { Scene } from '#core/turns/scene.ts';
import { firstKeptTurn } from './keep-history.ts';
import { tokensWithin, turnsName } from './prompt-parts.ts';
import type { Exchange, PromptParts } from './prompt-parts.ts';
import type { CutPart, PromptPart } from './prompt.ts';

export interface KeptStory {
  readonly summaries: readonly PromptPart[];
  readonly exchanges: readonly Exchange[];
  /** All turns that no summary covers: those kept, and before them those cut. */
  readonly uncovered: readonly Exchange[];
  /** What is left for turns beside the summaries. */
  readonly historyRoom: number;
}

/** Summaries add up too; beyond this share of the room the oldest go. */
const SUMMARIES_SHARE = 0.3;

export function keepStory({ history, summaries }: Scene, room: number, made: PromptParts): KeptStory {
  const told = summaries.map(made.summary);
  const firstSummary = firstKeptTurn(
    told.map(({ tokens }) => tokens),
    room * SUMMARIES_SHARE,
  );
  const keptSummaries = told.slice(firstSummary);
  const historyRoom = Math.max(0, room - tokensWithin(keptSummaries));
  const toKey = summaries.at(-1)?.toKey;
  const uncovered = history.slice(1 + history.findLastIndex(({ key }) => key === toKey)).map(made.exchange);
  const firstTurn = firstKeptTurn(
    uncovered.map(({ tokens }) => tokens),
    historyRoom,
  );
  return { summaries: keptSummaries, exchanges: uncovered.slice(firstTurn), uncovered, historyRoom };
}

/** An unusually long action may not fit beside all of it: the oldest turns go first, then the oldest summaries. */
export function shortened(story: KeptStory, byTokens: number): KeptStory {
  let over = byTokens;
  const exchanges = [...story.exchanges];
  while (over > 0 && exchanges.length > 0) over -= exchanges.shift()?.tokens ?? 0;
  const summaries = [...story.summaries];
  while (over > 0 && summaries.length > 0) over -= summaries.shift()?.tokens ?? 0;
  return { ...story, exchanges, summaries };
}

/** What of the story is not in the prompt, in one part for turns and one for summaries: a stored turn must not grow with the journey. */
export function cutStory({ summaries }: Scene, kept: KeptStory, made: PromptParts): CutPart[] {
  const why = 'beyond what this AI model reads at once';
  const lostSummaries = summaries.slice(0, summaries.length - kept.summaries.length);
  const lost = kept.uncovered.slice(0, kept.uncovered.length - kept.exchanges.length);
  const [firstSummary, lastSummary] = [lostSummaries[0], lostSummaries.at(-1)];
  const [first, last] = [lost[0]?.turn, lost.at(-1)?.turn];
  return [
    ...(firstSummary && lastSummary
      ? [
          {
            ...{ kind: 'summary' as const, id: lastSummary.id, name: turnsName(firstSummary.fromN, lastSummary.toN), why },
            tokens: tokensWithin(lostSummaries.map(made.summary)),
          },
        ]
      : []),
    ...(first && last
      ? [
          {
            ...{ kind: 'history' as const, id: last.key, name: turnsName(first.n, last.n), why },
            tokens: lost.reduce((sum, { parts }) => sum + tokensWithin(parts), 0),
          },
        ]
      : []),
  ];
}
