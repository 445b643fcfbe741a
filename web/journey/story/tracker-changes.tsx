/** What a passage changed of the trackers, each before and after. */
import { useTranslation } from 'react-i18next';
import type { TrackerChangeSnapshot } from '#sdk/index.ts';
import classes from './passage.module.css';

interface TrackerChangesProps {
  readonly changes: readonly TrackerChangeSnapshot[];
  readonly labels: ReadonlyMap<string, string>;
  readonly isNew: boolean;
}

export function TrackerChanges({ changes, labels, isNew }: TrackerChangesProps) {
  const { t } = useTranslation('journey');
  const shown = changes.filter(({ key }) => labels.has(key));
  if (shown.length === 0) return null;
  const className = `${classes['change'] ?? ''} ${isNew ? (classes['isNew'] ?? '') : ''}`;
  return (
    <ul className={classes['changes']} aria-label={t('trackers.changed')}>
      {shown.map((change) => (
        <li key={change.key} className={className}>
          <ChangeText change={change} label={labels.get(change.key) ?? ''} />
        </li>
      ))}
    </ul>
  );
}

function ChangeText({ change: { before, after }, label }: { readonly change: TrackerChangeSnapshot; readonly label: string }) {
  const { t } = useTranslation('journey');
  if (typeof before === 'object' && typeof after === 'object') {
    const gained = after.filter((item) => !before.includes(item)).map((item) => t('trackers.gained', { item }));
    const lost = before.filter((item) => !after.includes(item)).map((item) => t('trackers.lost', { item }));
    return t('trackers.listChange', { label, items: [...gained, ...lost].join(', ') });
  }
  return t('trackers.change', { label, before: String(before), after: String(after) });
}
