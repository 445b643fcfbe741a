/** Every lore entry of the world: in the prompt, cut, nearly called, or not called, and why. */
import { useState } from 'react';
import { Badge, Chip, Group, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TurnContext } from '#sdk/index.ts';
import { SearchIcon } from '../shell/icons.tsx';
import { countByState, foundLore, LORE_STATES } from './lore-search.ts';
import type { LoreFilter } from './lore-search.ts';
import classes from './context.module.css';

export function LoreTrace({ lore: { total, entries } }: { readonly lore: TurnContext['lore'] }) {
  const { t } = useTranslation('context');
  const [{ state, search }, setFilter] = useState<LoreFilter>({ state: 'all', search: '' });
  const counts = countByState(entries);
  const found = foundLore(entries, { state, search });
  if (total === 0) return <Text>{t('lore.none')}</Text>;
  return (
    <Stack gap="md">
      <Text size="sm">{t('lore.lead')}</Text>
      <TextInput
        type="search"
        label={t('lore.search')}
        leftSection={<SearchIcon size={16} />}
        value={search}
        onChange={(event) => setFilter({ state, search: event.currentTarget.value })}
      />
      <Chip.Group value={state} onChange={(chosen) => setFilter({ search, state: chosen })}>
        <Group gap="xs" role="group" aria-label={t('lore.filter')}>
          <Chip value="all">{t('lore.all', { count: entries.length })}</Chip>
          {LORE_STATES.map((candidate) => (
            <Chip key={candidate} value={candidate}>
              {t('lore.withState', { state: t(`lore.state.${candidate}`), count: counts[candidate] })}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Text size="sm" c="dimmed" role="status">
        {t('lore.found', { count: found.length })}
        {entries.length < total && ` ${t('lore.more', { told: entries.length, total })}`}
      </Text>
      <ul className={classes['lore']}>
        {found.map((entry) => (
          <li key={entry.id} data-lore={entry.state}>
            <Group gap="xs" wrap="nowrap" justify="space-between">
              <Text fw={600}>{entry.name}</Text>
              <Badge variant={entry.state === 'in' ? 'filled' : 'default'} tt="none" flex="none">
                {t(`lore.state.${entry.state}`)}
              </Badge>
            </Group>
            <Text size="sm">{entry.why}</Text>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
