/** Splits a turn's cost over what was read and written: the receipt by cause, and the lines of the context viewer. */
import type { TokenUsage } from '#protocol/values.ts';
import { splitAmount } from '#core/money/split-amount.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { Prompt, PromptPart } from '#core/prompts/prompt.ts';
import type { CallKind, CallUsage } from '#core/turns/narrator.ts';
import type { TurnPart } from '#core/turns/turn.ts';
import type { PoolPrices, TokenPrice } from './price-book.ts';

/** A line with its exact price, in thousandths of a microcredit. */
interface Line {
  readonly part: Omit<TurnPart, 'cost'>;
  readonly exact: bigint;
}

/**
 * `amount` is what the turn was charged, or on a free turn would have been; the lines sum exactly to it. A prefix cache has the
 * prompt's beginning, so a call's cache reads are its first tokens, what it wrote into the cache the next, and the rest was read at
 * full price. The chat format around the parts is shared out among them.
 */
export function costByCause(prompt: Prompt, calls: readonly CallUsage[], prices: PoolPrices, amount: Microcredits): TurnPart[] {
  const lines = calls.flatMap(({ call, usage }) => [
    ...readLines(call, linesOf(prompt, call), usage, prices),
    writtenLine(call, usage.output, prices.output),
  ]);
  const costs = splitAmount(
    amount,
    lines.map(({ exact }) => exact),
  );
  return [...lines.map(({ part }, index) => ({ ...part, cost: costs[index] ?? 0n })), ...cutLines(prompt)];
}

/** The lines of a turn that was released: nothing is known of its usage, and nothing was charged. */
export function partsWithoutCost(prompt: Prompt): TurnPart[] {
  const lines = linesOf(prompt, 'narration').map((part) => ({ ...part, call: 'narration' as const, cut: false, cost: 0n }));
  return [...lines, ...cutLines(prompt)];
}

type PartLine = Pick<TurnPart, 'kind' | 'id' | 'name' | 'why' | 'tokens'>;

/** What a call read. The story's turns are one line: nobody asks what the ninth of forty cost. */
function linesOf(prompt: Prompt, call: CallKind): PartLine[] {
  switch (call) {
    case 'narration':
      return collapsed(prompt.parts);
    case 'trackers':
      return [{ kind: 'question', id: null, name: 'What changed', why: 'asked after the passage', tokens: 1 }];
    case 'summary': {
      const { fromN, toN } = prompt.summary ?? { fromN: 0, toN: 0 };
      const why = `turns ${fromN}–${toN} are about to leave what the AI reads`;
      return [{ kind: 'question', id: null, name: `Turns ${fromN}–${toN}, to be summed up`, why, tokens: 1 }];
    }
  }
}

function collapsed(parts: readonly PromptPart[]): PartLine[] {
  const lines: PartLine[] = [];
  for (const { kind, id, name, why, tokens } of parts) {
    const last = lines.at(-1);
    const same = last?.kind === kind && (kind === 'history' || last.id === id);
    if (!same) lines.push({ kind, id: kind === 'history' ? null : id, name, why, tokens });
    else lines[lines.length - 1] = { ...last, name: spanName(last.name, name), tokens: last.tokens + tokens };
  }
  return lines.map((line) => (line.kind === 'history' ? { ...line, why: 'the story so far' } : line));
}

/** `turn 3` and `turn 9` are `turns 3–9`. */
function spanName(first: string, last: string): string {
  const [from] = /\d+/.exec(first) ?? [];
  const [to] = /\d+$/.exec(last) ?? [];
  return first === last || from === undefined || to === undefined || from === to ? first : `turns ${from}–${to}`;
}

function readLines(call: CallKind, lines: readonly PartLine[], usage: TokenUsage, prices: PoolPrices): Line[] {
  const pools: [number, TokenPrice][] = [
    [usage.cacheRead, prices.cacheRead],
    [usage.cacheWrite, prices.cacheWrite],
    [usage.input, prices.input],
  ];
  const read = pools.reduce((sum, [tokens]) => sum + tokens, 0);
  const scaled = splitAmount(
    BigInt(read),
    lines.map(({ tokens }) => BigInt(tokens)),
  ).map(Number);
  return lines.map((line, index) => {
    const tokens = scaled[index] ?? 0;
    return { part: { ...line, call, tokens, cut: false }, exact: takeFrom(pools, tokens) };
  });
}

/** Takes the next tokens out of the pools, in their order; what they cost. */
function takeFrom(pools: [number, TokenPrice][], tokens: number): bigint {
  let wanted = tokens;
  let exact = 0n;
  for (const pool of pools) {
    const taken = Math.min(pool[0], wanted);
    pool[0] -= taken;
    wanted -= taken;
    exact += BigInt(taken) * pool[1];
  }
  return exact;
}

const WRITTEN: Record<CallKind, string> = { narration: 'The passage', trackers: 'What changed', summary: 'The summary' };

function writtenLine(call: CallKind, tokens: number, price: TokenPrice): Line {
  const part = { call, kind: 'output' as const, id: null, name: WRITTEN[call], why: 'written by the AI', tokens, cut: false };
  return { part, exact: BigInt(tokens) * price };
}

function cutLines(prompt: Prompt): TurnPart[] {
  const lines: TurnPart[] = [];
  for (const { kind, id, name, why, tokens } of prompt.cut) {
    const last = lines.at(-1);
    if (kind === 'history' && last?.kind === 'history')
      lines[lines.length - 1] = { ...last, name: spanName(last.name, name), tokens: last.tokens + tokens };
    else lines.push({ call: 'narration', kind, id: kind === 'history' ? null : id, name, why, tokens, cut: true, cost: 0n });
  }
  return lines;
}
