/** Search by words, as one types, and by tags. */
import { useState } from 'react';
import { CloseButton, Group, Stack, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { SearchIcon } from '../shell/icons.tsx';
import classes from './discover.module.css';
import type { WorldFilter } from './world-filter.ts';

const PAUSE_MS = 250;
const CHARACTERS_MAX = 100;

interface SearchBoxProps {
  readonly filter: WorldFilter;
  readonly onChange: (change: Partial<WorldFilter>) => void;
  readonly tags: readonly string[];
}

export function SearchBox({ filter, onChange, tags }: SearchBoxProps) {
  const { t } = useTranslation('discover');
  const [text, setText] = useState(filter.text);
  const search = useDebouncedCallback((typed: string) => onChange({ text: typed.trim() }), PAUSE_MS);
  // What others put into the address (a link, "show all worlds") shows here too.
  const [known, setKnown] = useState(filter.text);
  if (known !== filter.text) {
    setKnown(filter.text);
    if (text.trim() !== filter.text) setText(filter.text);
  }
  const type = (typed: string) => {
    setText(typed);
    search(typed);
  };
  return (
    <Stack gap="sm" role="search" aria-label={t('search')}>
      <TextInput
        type="search"
        size="md"
        maw="28rem"
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<SearchIcon />}
        rightSection={text !== '' && <CloseButton aria-label={t('clearText')} onClick={() => type('')} />}
        maxLength={CHARACTERS_MAX}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <Group gap="xs" role="group" aria-label={t('tags')}>
        {tags.map((tag) => (
          <UnstyledButton
            key={tag}
            className={classes['tag'] ?? ''}
            aria-pressed={filter.tag === tag}
            onClick={() => onChange({ tag: filter.tag === tag ? null : tag })}
          >
            {tag}
          </UnstyledButton>
        ))}
      </Group>
    </Stack>
  );
}
