/** Begins a journey: at once, or under a name and with a line about who one plays. */
import { useState } from 'react';
import { Button, Collapse, Group, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { ABOUT_CHARACTERS_MAX, NAME_CHARACTERS_MAX } from '../game/character-limits.ts';
import { useMe } from '../game/sign-in.ts';
import { Failure } from '../shell/failure.tsx';
import { usePlay } from './use-play.ts';

interface PlayFormProps {
  readonly worldId: string;
  /** The AI model to begin with; null: the server's usual one. */
  readonly narratorId: string | null;
}

export function PlayForm({ worldId, narratorId }: PlayFormProps) {
  const { t } = useTranslation('discover');
  const play = usePlay();
  const me = useMe();
  const [open, form] = useDisclosure(false);
  const [name, setName] = useState('');
  const [about, setAbout] = useState('');
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Button size="md" loading={play.isPending && !open} onClick={() => play.mutate({ worldId, narratorId })}>
          {t('play')}
        </Button>
        <Button size="md" variant="default" aria-expanded={open} onClick={form.toggle}>
          {t('world.playAs')}
        </Button>
      </Group>
      {play.isError && <Failure failure={play.error} />}
      <Collapse expanded={open}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            play.mutate({ worldId, narratorId, name, about });
          }}
        >
          <Stack gap="sm" maw="26rem">
            <TextInput
              label={t('world.name')}
              description={t('world.nameHint')}
              placeholder={me.data?.name ?? ''}
              autoComplete="nickname"
              maxLength={NAME_CHARACTERS_MAX}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <TextInput
              label={t('world.about')}
              description={t('world.aboutHint')}
              placeholder={t('world.aboutExample')}
              autoComplete="off"
              maxLength={ABOUT_CHARACTERS_MAX}
              value={about}
              onChange={(event) => setAbout(event.currentTarget.value)}
            />
            <Group>
              <Button type="submit" loading={play.isPending && open}>
                {name.trim() === '' ? t('world.startUnnamed') : t('world.start', { name: name.trim() })}
              </Button>
            </Group>
          </Stack>
        </form>
      </Collapse>
    </Stack>
  );
}
