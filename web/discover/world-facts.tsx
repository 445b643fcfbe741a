/** Who plays a world now, and what a turn in it costs. */
import { useTranslation } from 'react-i18next';
import type { WorldSummary } from '#sdk/index.ts';
import { Credits } from '../format/credits-text.tsx';
import classes from './discover.module.css';

export function WorldFacts({ world }: { readonly world: WorldSummary }) {
  const { t } = useTranslation('discover');
  const { playersNow, turnsTold, likelyCost } = world;
  return (
    <div className={classes['facts']}>
      {playersNow > 0 && <span className={classes['live']}>{t('playersNow', { count: playersNow })}</span>}
      {turnsTold > 0 && <span>{t('turnsTold', { count: turnsTold })}</span>}
      {likelyCost !== null && (
        <span>
          {t('turnCost')} <Credits amount={likelyCost} />
        </span>
      )}
    </div>
  );
}
