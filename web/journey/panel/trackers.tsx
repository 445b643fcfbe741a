/** What the story keeps count of: bars, pips, words and lists, as the world says. */
import { Title } from '@mantine/core';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrackerSnapshot } from '#sdk/index.ts';
import classes from './trackers.module.css';

export function Trackers({ trackers }: { readonly trackers: readonly TrackerSnapshot[] }) {
  const { t } = useTranslation('journey');
  if (trackers.length === 0) return null;
  return (
    <section aria-labelledby="trackers">
      <Title order={2} size="h5" id="trackers" mb="sm">
        {t('trackers.title')}
      </Title>
      <dl className={classes['trackers']}>
        {trackers.map((tracker) => (
          <Tracker key={tracker.key} tracker={tracker} />
        ))}
      </dl>
    </section>
  );
}

const Tracker = memo(
  function Tracker({ tracker }: { readonly tracker: TrackerSnapshot }) {
    const value = JSON.stringify(tracker.value);
    const [atFirst] = useState(value);
    const [shown, setShown] = useState(value);
    if (shown !== value) setShown(value);
    const hasChanged = shown !== atFirst;
    // A new key begins the highlight anew.
    return (
      <div key={value} className={`${classes['tracker'] ?? ''} ${hasChanged ? (classes['changed'] ?? '') : ''}`}>
        <dt>{tracker.label}</dt>
        <dd>
          <TrackerValue tracker={tracker} />
        </dd>
      </div>
    );
  },
  (before, after) => JSON.stringify(before) === JSON.stringify(after),
);

function TrackerValue({ tracker: { display, value, label, min, max } }: { readonly tracker: TrackerSnapshot }) {
  const { t } = useTranslation('journey');
  if (typeof value === 'object') return <List items={value} />;
  if (typeof value === 'string') return <span className={classes['word']}>{value}</span>;
  const text = t('trackers.of', { value, max });
  if (display === 'text' || display === 'list') return <span className={classes['word']}>{value}</span>;
  const meter = {
    role: 'meter',
    'aria-label': label,
    'aria-valuemin': min,
    'aria-valuemax': max,
    'aria-valuenow': value,
    'aria-valuetext': text,
  };
  return (
    <span className={classes['amount']}>
      {display === 'pips' ? (
        <span {...meter} className={classes['pips']}>
          {Array.from({ length: max - min }, (_, index) => (
            <i key={index} data-full={index < value - min} />
          ))}
        </span>
      ) : (
        <span {...meter} className={classes['bar']}>
          <i style={{ width: `${((value - min) / Math.max(1, max - min)) * 100}%` }} />
        </span>
      )}
      <span aria-hidden="true">{text}</span>
    </span>
  );
}

function List({ items }: { readonly items: readonly string[] }) {
  const { t } = useTranslation('journey');
  if (items.length === 0) return <span className={classes['none']}>{t('trackers.none')}</span>;
  return (
    <ul className={classes['list']}>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}
