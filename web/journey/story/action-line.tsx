/** What a player did before a passage, set apart from what the AI wrote. */
import { useTranslation } from 'react-i18next';
import type { Mode } from '#sdk/index.ts';
import classes from './passage.module.css';

interface ActionLineProps {
  readonly mode: Mode;
  readonly action: string;
  /** The author's name; null for one's own. */
  readonly name: string | null;
}

export function ActionLine({ mode, action, name }: ActionLineProps) {
  const { t } = useTranslation('journey');
  const who = name === null ? t(`action.mine.${mode}`) : t(`action.theirs.${mode}`, { name });
  return (
    <div className={`${classes['action'] ?? ''} ${classes[mode] ?? ''}`}>
      <p className={classes['who']}>{who}</p>
      {action !== '' && <p>{mode === 'say' ? t('action.quoted', { text: action }) : action}</p>}
    </div>
  );
}
