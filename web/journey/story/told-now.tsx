/** The turn that is being told: its action at once, its text as it comes. */
import { useTranslation } from 'react-i18next';
import type { CurrentTurnSnapshot } from '#sdk/index.ts';
import { ActionLine } from './action-line.tsx';
import { FreshText } from './fresh-text.tsx';
import { PassageFrame } from './passage.tsx';
import classes from './passage.module.css';

interface ToldNowProps {
  readonly current: CurrentTurnSnapshot;
  /** The author's name; null for one's own. */
  readonly name: string | null;
}

export function ToldNow({ current: { turnId, n, mode, action, text }, name }: ToldNowProps) {
  return (
    <PassageFrame turnId={turnId} n={n}>
      <ActionLine mode={mode} action={action} name={name} />
      <div className={classes['text']}>{text === '' ? <Embers /> : <FreshText key={turnId} text={text} />}</div>
    </PassageFrame>
  );
}

/** The only thing that moves while an AI reads; what it is doing is said in words beside the composer. */
function Embers() {
  const { t } = useTranslation('journey');
  return (
    <p className={classes['waiting']} role="img" aria-label={t('passage.awaited')}>
      <span />
      <span />
      <span />
    </p>
  );
}
