/** One of one's journeys, as a way back into it: where it stood, and who is there now. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { JourneyRow } from '#sdk/index.ts';
import { agoText } from '../format/times.ts';
import classes from './discover.module.css';
import { WorldCover } from './world-cover.tsx';

export function JourneyCard({ journey }: { readonly journey: JourneyRow }) {
  const { t } = useTranslation('discover');
  const { journeyId, title, worldName, cover, lastPassage, playersNow, players, turns, updatedAt } = journey;
  return (
    <Link href={`/journeys/${journeyId}`} className={classes['journey'] ?? ''}>
      <WorldCover name={worldName} cover={cover} />
      <div className={classes['words']}>
        <Text fw={600} lineClamp={1}>
          {title}
        </Text>
        <Text component="p" className={classes['last'] ?? ''} lineClamp={2}>
          {lastPassage ?? t('notBegun')}
        </Text>
        <div className={classes['facts']}>
          <span>{t('turns', { count: turns })}</span>
          {players.length > 1 && <span>{t('players', { count: players.length })}</span>}
          {playersNow > 0 && <span className={classes['live']}>{t('here', { count: playersNow })}</span>}
          <span>{agoText(updatedAt)}</span>
        </div>
      </div>
    </Link>
  );
}
