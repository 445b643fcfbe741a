/** Says when the connection is gone, and what that means for what one writes. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LiveJourney } from '../../game/use-journey.ts';
import classes from './composer.module.css';

interface ConnectionNoteProps {
  readonly status: LiveJourney['status'];
  /** Actions without an outcome, which are sent again. */
  readonly unsent: number;
}

export function ConnectionNote({ status, unsent }: ConnectionNoteProps) {
  const { t } = useTranslation('journey');
  return (
    <div role="status">
      {status !== 'live' && status !== 'closed' && (
        <div className={classes['lost']}>
          <Text size="sm" fw={600}>
            {t('connection.reconnecting')}
          </Text>
          <Text size="sm">{unsent > 0 ? t('connection.unsent', { count: unsent }) : t('connection.meanwhile')}</Text>
        </div>
      )}
    </div>
  );
}
