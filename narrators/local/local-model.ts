/** Loads a GGUF file into this process: one model, one context with a sequence per journey, one queue in front of them. */
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import type { LlamaGrammarEvaluationState, LlamaModel, Token, TokenBias } from 'node-llama-cpp';
import { chatMarks, type ChatMarks } from './chat-format.ts';
import { JourneySequences } from './journey-sequences.ts';
import { NarrationQueue } from './narration-queue.ts';

/**
 * One core is left to the rest of the server. Its threads wait for each other at every step: with one for each core, a single
 * other busy process made 60 tokens take 8–21 s (measured on two cores; one thread: 0.66 s, busy or not).
 */
const THREADS = Math.max(1, availableParallelism() - 1);
/** Of one journey, unless the model is loaded with another. */
export const CONTEXT_TOKENS = 4_096;
const SEQUENCES_MIN = 2;
const SEQUENCES_MAX = 8;
/** Of the memory that is free when the model loads; the rest is for MongoDB, rooms and everybody else. */
const MEMORY_SHARE = 0.25;

export interface LocalModelOptions {
  /** Path of a GGUF file whose chat format is ChatML. */
  readonly modelFile: string;
  readonly log: LocalModelLog;
  /** How many journeys keep their prefix; by default 2–8, as the free memory allows. */
  readonly sequences?: number;
  /** Tokens of one journey, passage and tracker question included. */
  readonly contextTokens?: number;
}

/** What is used of the server's logger. */
export interface LocalModelLog {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
}

export interface LocalModel {
  /** The AI that serves: its `modelName`. */
  readonly served: string;
  readonly contextTokens: number;
  readonly log: LocalModelLog;
  readonly marks: ChatMarks;
  readonly queue: NarrationQueue;
  readonly sequences: JourneySequences;
  /** Text is only ever text: marks typed by a player become ordinary letters. */
  readonly tokenize: (text: string) => Token[];
  detokenize(tokens: readonly Token[]): string;
  /** Whether the AI ends its reply with this token. */
  isEnd(token: Token): boolean;
  /** Lets the AI write only what the GBNF grammar allows; for one reply. */
  grammar(gbnf: string): Promise<LlamaGrammarEvaluationState>;
  /** Keeps the AI from writing these tokens where it is applied. */
  never(tokens: readonly Token[]): TokenBias;
  dispose(): Promise<void>;
}

export async function loadLocalModel(options: LocalModelOptions): Promise<LocalModel> {
  const { modelFile, log, contextTokens = CONTEXT_TOKENS } = options;
  const startedAt = performance.now();
  const { getLlama, LlamaGrammarEvaluationState, LlamaLogLevel, TokenBias } = await import('node-llama-cpp');
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    maxThreads: THREADS,
    logLevel: LlamaLogLevel.error,
    logger: (level, text) => log.warn({ level }, text.trim()),
  });
  const model = await llama.loadModel({ modelPath: modelFile });
  const sequences = options.sequences ?? (await sequencesThatFit(model, contextTokens));
  const context = await model.createContext({ contextSize: contextTokens, sequences, ignoreMemorySafetyChecks: true });
  const served = modelName(modelFile);
  log.info({ served, sequences, contextTokens, loadMs: Math.round(performance.now() - startedAt) }, 'local AI model loaded');

  return {
    served,
    contextTokens,
    log,
    marks: chatMarks(model),
    queue: new NarrationQueue(),
    sequences: new JourneySequences(Array.from({ length: sequences }, () => context.getSequence())),
    tokenize: (text) => model.tokenize(text, false),
    detokenize: (tokens) => model.detokenize(tokens),
    isEnd: (token) => model.isEogToken(token),
    async grammar(gbnf) {
      return new LlamaGrammarEvaluationState({ model, grammar: await llama.createGrammar({ grammar: gbnf }) });
    },
    never: (tokens) => tokens.reduce((bias, token) => bias.set(token, 'never'), new TokenBias(model.tokenizer)),
    dispose: () => llama.dispose(),
  };
}

/** What a GGUF file's AI is called: the file's name without its ending. */
export function modelName(modelFile: string): string {
  return basename(modelFile).replace(/\.gguf$/i, '');
}

async function sequencesThatFit(model: LlamaModel, contextTokens: number): Promise<number> {
  const bytesOf = async (sequences: number): Promise<number> => {
    const size = { contextSize: contextTokens, modelGpuLayers: 0, sequences };
    return (await model.fileInsights.estimateContextResourceRequirementsV2(size)).cpuRam;
  };
  const bytesPerSequence = (await bytesOf(2)) - (await bytesOf(1));
  const fitting = Math.floor((process.availableMemory() * MEMORY_SHARE) / bytesPerSequence);
  return Math.min(SEQUENCES_MAX, Math.max(SEQUENCES_MIN, fitting));
}
