/** What to show of the history. Every change shows at once, and is in the address. */
import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNames } from '../use-names.ts';
import { ROW_GROUPS } from './history-filter.ts';
import type { HistoryFilters as Filters, RowGroup } from './history-filter.ts';
import classes from './history.module.css';

interface HistoryFiltersProps {
  readonly filters: Filters;
  readonly onChange: (change: Partial<Filters>) => void;
}

export function HistoryFilters({ filters, onChange }: HistoryFiltersProps) {
  const { t } = useTranslation('dashboard');
  const names = useNames();
  const any = { value: '', label: t('history.any') };
  const groups = (Object.keys(ROW_GROUPS) as RowGroup[]).map((group) => ({ value: group, label: t(`history.groups.${group}`) }));
  const choice = (
    name: 'group' | 'world' | 'model' | 'paidBy' | 'ended',
    options: readonly { value: string; label: string }[],
  ) => (
    <NativeSelect
      label={t(`history.filters.${name}`)}
      data={[any, ...withChosen(options, filters[name])]}
      value={filters[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  const day = (name: 'from' | 'to') => (
    <TextInput
      type="date"
      label={t(`history.filters.${name}`)}
      value={filters[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <div className={classes['filters']} role="group" aria-label={t('history.filters.label')}>
      {choice('group', groups)}
      {choice('world', optionsOf(names.worlds))}
      {choice('model', optionsOf(names.models))}
      {choice('paidBy', [
        { value: 'credits', label: t('history.paidBy.credits') },
        { value: 'free', label: t('history.paidBy.free') },
      ])}
      {choice('ended', [
        { value: 'settled', label: t('history.ended.settled') },
        { value: 'released', label: t('history.ended.released') },
      ])}
      {day('from')}
      {day('to')}
    </div>
  );
}

function optionsOf(names: ReadonlyMap<string, string>) {
  return [...names].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label));
}

/** What the address names is among them, also before its name is here. */
function withChosen(options: readonly { value: string; label: string }[], chosen: string) {
  return chosen === '' || options.some(({ value }) => value === chosen)
    ? options
    : [...options, { value: chosen, label: chosen }];
}
