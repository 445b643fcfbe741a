/** One turn as it stands in the book: the player's action, what came of it, what it changed and who wrote it. */
import { memo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionLine } from './action-line.tsx';
import { paragraphsOf } from './fresh-text.tsx';
import { PassageFoot } from './passage-foot.tsx';
import type { PassageFootProps } from './passage-foot.tsx';
import classes from './passage.module.css';

/** Drawn again only when something of it changed: a long story has hundreds. */
export const Passage = memo(function Passage({ passage, ...foot }: PassageFootProps) {
  const { turnId, n, mode, action, name, text } = passage;
  return (
    <PassageFrame turnId={turnId} n={n}>
      <ActionLine mode={mode} action={action} name={foot.isMine ? null : name} />
      <div className={classes['text']}>
        {paragraphsOf(text).map((paragraph, index) => (
          <p key={index}>{paragraph}</p>
        ))}
      </div>
      <PassageFoot passage={passage} {...foot} />
    </PassageFrame>
  );
});

interface PassageFrameProps {
  readonly turnId: string;
  readonly n: number;
  readonly children: ReactNode;
}

/** The same for a passage that is being told and for one that was, so that nothing moves when it is finished. */
export function PassageFrame({ turnId, n, children }: PassageFrameProps) {
  const { t } = useTranslation('journey');
  return (
    <article id={passageId(turnId)} className={classes['passage']} aria-label={t('passage.label', { n })}>
      {children}
    </article>
  );
}

export function passageId(turnId: string): string {
  return `passage-${turnId}`;
}
