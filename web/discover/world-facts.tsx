/** Who plays a world now, and what a turn in it costs. */
import { useTranslation } from 'react-i18next';
import type { WorldSummary } from '#sdk/index.ts';
import { Credits } from '../format/credits-text.tsx';
import classes from './discover.module.css';

interface WorldFactsProps {
  readonly world: WorldSummary;
  /** What a turn costs, where that is known better than for anybody; null while it is asked for, which holds its place. */
  readonly turnCost?: number | null;
}

export function WorldFacts({ world, turnCost = world.likelyCost }: WorldFactsProps) {
  const { t } = useTranslation('discover');
  const { playersNow, turnsTold, likelyCost } = world;
  const cost = turnCost ?? likelyCost;
  return (
    <div className={classes['facts']}>
      {playersNow > 0 && <span className={classes['live']}>{t('playersNow', { count: playersNow })}</span>}
      {turnsTold > 0 && <span>{t('turnsTold', { count: turnsTold })}</span>}
      {cost !== null && (
        <span className={turnCost === null ? classes['unknown'] : undefined}>
          {t('turnCost')} <Credits amount={cost} />
        </span>
      )}
    </div>
  );
}
