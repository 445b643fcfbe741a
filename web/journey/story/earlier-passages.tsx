/** Above the first passage that is here: fetches those before it as the reader comes near, and by a button. */
import { useEffect, useRef } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../shell/failure.tsx';
import type { PassagesSoFar } from './use-passages.ts';
import classes from './story.module.css';

/** Fetched this long before the reader is there. */
const AHEAD = '1200px 0px 0px 0px';

type EarlierPassagesProps = Pick<PassagesSoFar, 'isLoading' | 'failure' | 'loadEarlier'>;

export function EarlierPassages({ isLoading, failure, loadEarlier }: EarlierPassagesProps) {
  const { t } = useTranslation('journey');
  const place = useRef<HTMLDivElement>(null);
  const hasFailed = failure !== null && failure !== undefined;
  useEffect(() => {
    const element = place.current;
    if (!element || hasFailed) return undefined;
    const nearness = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && loadEarlier(), {
      root: element.closest('[data-scroller]'),
      rootMargin: AHEAD,
    });
    nearness.observe(element);
    return () => nearness.disconnect();
  }, [hasFailed, loadEarlier]);
  return (
    <div ref={place} className={classes['earlier']}>
      {hasFailed ? (
        <Failure failure={failure} onAgain={loadEarlier} />
      ) : (
        <Button variant="subtle" size="compact-md" loading={isLoading} onClick={loadEarlier}>
          {t('earlier')}
        </Button>
      )}
    </div>
  );
}
