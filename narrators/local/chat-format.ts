/** ChatML, token by token. Marks come only from here, so nothing that a player or creator types can open a role. */
import type { LlamaModel, Token } from 'node-llama-cpp';
import { promptMessages, type PromptPart } from '#core/prompts/prompt.ts';

type Role = PromptPart['role'];

/** The tokens around the texts of a chat. */
export interface ChatMarks {
  readonly opening: Readonly<Record<Role, readonly Token[]>>;
  readonly closing: Readonly<Record<Role, readonly Token[]>>;
}

/**
 * What the marks cost; a test holds them against the real tokens. SmolLM2 spells `assistant` in one token more than `user`,
 * so messages of the assistant end without the line break after their end mark: each message then costs the same.
 */
export const CHAT_OVERHEAD = { perMessage: 5, perPrompt: 4 } as const;

/** The weights' own tokenizer counts, text by text as it is sent. */
export const COUNT_SLACK = 1;

export function chatMarks(model: LlamaModel): ChatMarks {
  const [start, end] = ['<|im_start|>', '<|im_end|>'].map((mark) => {
    const [token, ...others] = model.tokenize(mark, true);
    if (token === undefined || others.length > 0)
      throw new Error(`${model.filename}: no ${mark} token; only ChatML models work here`);
    return token;
  }) as [Token, Token];
  const opening = (role: Role): Token[] => [start, ...model.tokenize(`${role}\n`, false)];
  const ending = [end, ...model.tokenize('\n', false)];
  return {
    opening: { system: opening('system'), user: opening('user'), assistant: opening('assistant') },
    closing: { system: ending, user: ending, assistant: [end] },
  };
}

/** The whole prompt, up to and including the header of the reply. */
export function promptTokens(parts: readonly PromptPart[], marks: ChatMarks, tokenize: (text: string) => Token[]): Token[] {
  const messages = promptMessages(parts).flatMap(({ role, texts }) => [
    ...marks.opening[role],
    ...texts.flatMap(tokenize),
    ...marks.closing[role],
  ]);
  return [...messages, ...marks.opening.assistant];
}
