/** One AI of a vendor, as its adapter describes it to the narrator that all of them share. */
import type { LanguageModel } from 'ai';

/** The AI SDK's contract of one vendor's AI. */
export type VendorConnection = Extract<LanguageModel, { readonly specificationVersion: 'v4' }>;

export type VendorCall = Parameters<VendorConnection['doStream']>[0];
export type VendorMessage = VendorCall['prompt'][number];
export type VendorAnswer = Awaited<ReturnType<VendorConnection['doGenerate']>>;

export interface VendorAi {
  readonly connection: VendorConnection;
  /** What it can read and write at once; a vendor that reports more than this is not believed. */
  readonly contextTokens: number;
  /** The longest passage that it is asked for: enters the bound of what asking for trackers can add. */
  readonly passageTokensMax: number;
  /**
   * Room for thinking that cannot be switched off, in every call on top of its text, because vendors count both against one
   * limit. Enters ceilings by `patchTokens`; 0 for an AI that does not think.
   */
  readonly thinkingTokens: number;
  /** How far the vendor's own tokens may lie above our estimate. */
  readonly countSlack: number;
  /** Marks what the vendor's cache should keep. The first `stableCount` messages only ever grow at their end. */
  readonly layout?: (messages: readonly VendorMessage[], stableCount: number) => VendorMessage[];
  /** What only this vendor has, for every call of a journey. `cacheKey` says nothing about the journey to others. */
  readonly settings?: (cacheKey: string) => Pick<VendorCall, 'reasoning' | 'providerOptions'>;
  /** Asks it to keep to a JSON schema, where its service may know how; default true. */
  readonly structured?: boolean;
}

/** The part of a logger that is used here; pino's shape. */
export interface NarratorLog {
  warn(fields: object, text: string): void;
}
