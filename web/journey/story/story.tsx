/** The story: everything told so far, and what is being told, in one scrolling book. */
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorldDetail } from '#sdk/index.ts';
import type { LiveJourney } from '../../game/use-journey.ts';
import type { Actions } from '../composer/use-actions.ts';
import { EditWords } from '../controls/edit-words.tsx';
import { EarlierPassages } from './earlier-passages.tsx';
import { KeepPlace } from './keep-place.tsx';
import { passageId } from './passage.tsx';
import { SpokenNarration } from './spoken-narration.tsx';
import { ToEnd } from './to-end.tsx';
import { StoryHead } from './story-head.tsx';
import { ToldNow } from './told-now.tsx';
import { useFollowBottom } from './use-follow-bottom.ts';
import { usePassages } from './use-passages.ts';
import { useToldPassages } from './use-told-passages.tsx';
import classes from './story.module.css';

interface StoryProps {
  readonly journey: LiveJourney;
  readonly world: WorldDetail | undefined;
  /** The names of AI models by their ids. */
  readonly modelNames: ReadonlyMap<string, string>;
  readonly actions: Actions;
  /** Where the focus goes when what had it is gone. */
  readonly toBox: () => void;
  /** Below the newest passage, unless that is being put into other words. */
  readonly children?: ReactNode;
}

export function Story({ journey, world, modelNames, actions, toBox, children }: StoryProps) {
  const { t } = useTranslation('journey');
  const { state, session } = journey;
  const { current, title, opening, players, head } = state;
  const scroller = useRef<HTMLDivElement>(null);
  const pages = useRef<HTMLDivElement>(null);
  const { passages, hasEarlier, ...earlier } = usePassages(journey);
  const { follows, toBottom } = useFollowBottom(scroller, pages, passages.length > 0);
  const [editedId, setEditedId] = useState<string | null>(null);
  const edited = passages.find(({ turnId }) => turnId === editedId);
  const told = useToldPassages(journey, passages, modelNames, setEditedId);
  const closeEdit = () => {
    setEditedId(null);
    // Back to where it was opened.
    const opener = pages.current?.querySelector<HTMLElement>(`#${CSS.escape(passageId(editedId ?? ''))} [data-edit]`);
    if (opener) opener.focus();
    else toBox();
  };
  const editor = edited && (
    <EditWords key={`${edited.turnId} edited`} journey={journey} told={edited} retry={actions.retry} onClose={closeEdit} />
  );
  const last = passages.at(-1);
  const end = current ? `${current.turnId} ${current.text.length}` : (last?.turnId ?? '');
  const [seenEnd, setSeenEnd] = useState(end);
  if (follows && seenEnd !== end) setSeenEnd(end);
  useEffect(() => {
    // Each action goes to the story's end.
    if (actions.count > 0) toBottom();
  }, [actions.count, toBottom]);

  const authorName = (playerId: string): string | null =>
    playerId === session.playerId ? null : (players.find((player) => player.playerId === playerId)?.name ?? t('people.somebody'));
  return (
    <div className={classes['frame']}>
      <div
        ref={scroller}
        data-scroller
        className={classes['scroller']}
        role="log"
        aria-live="off"
        aria-label={t('story')}
        tabIndex={0}
      >
        <div ref={pages} className={classes['pages']}>
          {hasEarlier ? <EarlierPassages {...earlier} /> : <StoryHead title={title} opening={opening} world={world} />}
          <KeepPlace scroller={scroller} firstId={passageId(passages[0]?.turnId ?? '')}>
            {told.flatMap((passage) => (passage.key === edited?.turnId ? [passage, editor] : [passage]))}
            {current && <ToldNow key={current.turnId} current={current} name={authorName(current.playerId)} />}
          </KeepPlace>
          {edited?.turnId !== head && children}
        </div>
      </div>
      {!follows && !edited && end !== '' && <ToEnd hasNewText={seenEnd !== end} onClick={toBottom} toBox={toBox} />}
      <SpokenNarration current={current} last={last} />
    </div>
  );
}
