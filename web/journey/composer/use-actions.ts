/** Sends a player's actions, and keeps their words until it is known what became of them. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { newTurnId } from '#sdk/index.ts';
import type { ActOptions, JourneySnapshot, Mode, RefusedAction, ReleasedTurn, TurnOutcome } from '#sdk/index.ts';
import { wordsOf } from '../../costs/price-outcome.ts';
import type { LiveJourney } from '../../game/use-journey.ts';
import { givenBack, sentFrom, toldFrom } from './draft.ts';
import type { Draft } from './draft.ts';
import type { ChangeDraft } from './use-draft.ts';
import { lockOf } from './use-price.ts';

/** An action that became no passage: what the player may want to do about it. */
export type FailedAction = RefusedAction | ReleasedTurn;

export type PriceSeen = Omit<ActOptions, 'mode' | 'turnId'>;

interface Words {
  readonly mode: Mode;
  readonly text: string;
}

export interface Actions {
  /** How many were sent from this page. */
  readonly count: number;
  readonly failed: FailedAction | null;
  readonly send: (mode: Mode, text: string, lock: PriceSeen) => void;
  /** Sends a failed action's words, as they now are in the box, on an AI model that was offered. */
  readonly acceptOffer: (failed: FailedAction, narratorId: string) => void;
  /** Has the turn where the story stands told anew, in these words, at the price that was seen. */
  readonly retry: (words: Words, lock: PriceSeen) => void;
  /** Sends a failed action's words, as they now are in the box, at the price that is now agreed to. */
  readonly sendAgain: (failed: FailedAction, lock: PriceSeen) => void;
  readonly dismiss: () => void;
}

export function useActions({ session, state }: LiveJourney, draft: Draft, changeDraft: ChangeDraft): Actions {
  const [count, setCount] = useState(0);
  const [failed, setFailed] = useState<FailedAction | null>(null);
  /** Whose outcome this page itself waits for. */
  const awaited = useRef(new Set<string>());

  const follow = useCallback(
    (outcome: Promise<TurnOutcome>) => {
      setCount((before) => before + 1);
      setFailed(null);
      const ended = (end: TurnOutcome) => {
        awaited.current.delete(end.turnId);
        if (end.type === 'settled') {
          changeDraft((now) => toldFrom(now, end.turnId));
          return;
        }
        // A text that was told in part stays in the story, and so does its action.
        const isShown = end.type === 'released' && end.text !== '' && end.retryOf === undefined;
        const text = end.type === 'released' ? end.action : end.text;
        const isInStory = isShown || isTold(session.state, end.retryOf, text);
        changeDraft((now) => (isInStory ? toldFrom(now, end.turnId) : givenBack(now, { ...end, text })));
        if (!(end.type === 'refused' && end.error.code === 'WITHDRAWN')) setFailed(end);
      };
      // A session that closes leaves the words where they are kept: the next one finds them.
      outcome.then(ended, () => awaited.current.clear());
    },
    [session, changeDraft],
  );

  const send = useCallback<Actions['send']>(
    (mode, text, lock) => {
      const turnId = newTurnId();
      awaited.current.add(turnId);
      changeDraft((now) => sentFrom(now, { turnId, mode, text }));
      follow(session.act(text, { mode, turnId, ...lock }));
    },
    [session, changeDraft, follow],
  );

  const retry = useCallback<Actions['retry']>(
    ({ mode, text }, lock) => {
      const turnId = newTurnId();
      awaited.current.add(turnId);
      if (!isTold(session.state, session.state.head, text))
        changeDraft((now) => ({ ...sentFrom(now, { turnId, mode, text }), text: now.text }));
      follow(session.retry({ mode, text, turnId, ...lock }));
    },
    [session, changeDraft, follow],
  );

  /** What is in the box is what is sent: the words came back there, and may have been changed since. */
  const wordsNow = useCallback(
    (of: FailedAction): Words => {
      const text = draft.text.trim();
      if (of.retryOf === undefined && text !== '') return { mode: draft.mode, text };
      return { mode: of.mode, text: wordsOf(of) };
    },
    [draft],
  );

  /** Out of the box, where they stand there, and kept. */
  const keepSent = useCallback(
    (turnId: string, { mode, text }: Words) => {
      awaited.current.add(turnId);
      changeDraft((now) => {
        const sent = sentFrom(now, { turnId, mode, text });
        return now.text.trim() === text ? sent : { ...sent, text: now.text };
      });
    },
    [changeDraft],
  );

  const sendAgain = useCallback<Actions['sendAgain']>(
    (of, lock) => {
      const words = wordsNow(of);
      const turnId = newTurnId();
      keepSent(turnId, words);
      const options = { mode: words.mode, turnId, ...lock };
      follow(of.retryOf === undefined ? session.act(words.text, options) : session.retry({ text: words.text, ...options }));
    },
    [session, wordsNow, keepSent, follow],
  );

  const acceptOffer = useCallback<Actions['acceptOffer']>(
    (of, narratorId) => {
      const words = wordsNow(of);
      const isChanged = words.mode !== of.mode || words.text !== wordsOf(of);
      const offer = of.offers?.find((each) => each.narratorId === narratorId);
      changeDraft((now) => (now.text.trim() === words.text ? { ...now, text: '' } : now));
      const turnId = newTurnId();
      const act = async () => {
        await session.chooseNarrator(narratorId);
        return session.act(words.text, { mode: words.mode, turnId, ...lockOf(offer?.quote ?? null) });
      };
      const again = isChanged ? act() : session.acceptOffer(of, narratorId);
      follow(again);
      again.catch(() => changeDraft((now) => givenBack(now, { turnId, ...words })));
    },
    [session, changeDraft, wordsNow, follow],
  );

  useEffect(() => {
    const orphans = draft.sent.filter(({ turnId }) => !awaited.current.has(turnId));
    if (orphans.length === 0) return;
    // Sent before this page was loaded: what is not in the story and not on its way comes back.
    for (const action of orphans) {
      if (isTold(state, action.turnId)) changeDraft((now) => toldFrom(now, action.turnId));
      else if (!isOnItsWay(state, action.turnId)) changeDraft((now) => givenBack(now, action));
    }
  }, [draft.sent, state, changeDraft]);

  const dismiss = useCallback(() => setFailed(null), []);
  return { count, failed, send, retry, sendAgain, acceptOffer, dismiss };
}

/** Whether a turn stands in the story; with `text`: in these words of its author's. */
function isTold({ passages }: JourneySnapshot, turnId: string | null | undefined, text?: string): boolean {
  const told = passages.find((passage) => passage.turnId === turnId);
  return told !== undefined && (text === undefined || told.action === text);
}

function isOnItsWay({ current, queue }: JourneySnapshot, turnId: string): boolean {
  return current?.turnId === turnId || queue.some((action) => action.turnId === turnId);
}
