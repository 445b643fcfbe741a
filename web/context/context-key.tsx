/** What the bar's colors mean, with tokens and share; each shows its segment, and chosen only its own parts. */
import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { countText, shareText } from '../format/numbers.ts';
import type { Cause, CauseGroup } from './causes.ts';
import { Swatch } from './swatch.tsx';
import classes from './context.module.css';

interface ContextKeyProps {
  readonly groups: readonly CauseGroup[];
  readonly pointedAt: Cause | null;
  readonly chosen: Cause | null;
  readonly onPoint: (cause: Cause | null) => void;
  readonly onChoose: (cause: Cause) => void;
}

export function ContextKey({ groups, pointedAt, chosen, onPoint, onChoose }: ContextKeyProps) {
  const { t } = useTranslation('context');
  const all = groups.reduce((sum, { tokens }) => sum + tokens, 0);
  return (
    <ul className={classes['key']} aria-label={t('key')}>
      {groups.map(({ cause, tokens }) => (
        <li key={cause}>
          <UnstyledButton
            className={classes['entry'] ?? ''}
            aria-pressed={chosen === cause}
            data-pointed={pointedAt === cause}
            onClick={() => onChoose(cause)}
            onFocus={() => onPoint(cause)}
            onBlur={() => onPoint(null)}
            onMouseEnter={() => onPoint(cause)}
            onMouseLeave={() => onPoint(null)}
          >
            <Swatch cause={cause} />
            <span>{t(`cause.${cause}`)}</span>
            <span className={classes['count']}>
              {t('keyTokens', { tokens: countText(tokens), share: shareText(tokens, all) })}
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
