/** The whole prompt and answer as one bar, each cause as wide as it has tokens. Its key below says the same to who cannot see or point. */
import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { countText, shareText } from '../format/numbers.ts';
import type { Cause, CauseGroup } from './causes.ts';
import { Swatch } from './swatch.tsx';
import classes from './context.module.css';

interface ContextBarProps {
  readonly groups: readonly CauseGroup[];
  readonly pointedAt: Cause | null;
  readonly onPoint: (cause: Cause | null) => void;
}

export function ContextBar({ groups, pointedAt, onPoint }: ContextBarProps) {
  const { t } = useTranslation('context');
  const all = groups.reduce((sum, { tokens }) => sum + tokens, 0);
  return (
    <div className={classes['bar']} aria-hidden="true" onMouseLeave={() => onPoint(null)}>
      {groups.map(({ cause, tokens }) => (
        <Tooltip
          key={cause}
          label={t('segment', { cause: t(`cause.${cause}`), tokens: countText(tokens), share: shareText(tokens, all) })}
        >
          <Swatch
            cause={cause}
            className={classes['segment'] ?? ''}
            style={{ flexGrow: tokens }}
            data-cause={cause}
            data-tokens={tokens}
            data-faded={pointedAt !== null && pointedAt !== cause}
            onMouseEnter={() => onPoint(cause)}
          />
        </Tooltip>
      ))}
    </div>
  );
}
