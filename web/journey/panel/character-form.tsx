/** What the others and the AI call me in this journey, and who I play. */
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeSnapshot } from '#sdk/index.ts';
import { game } from '../../game/game.ts';
import type { LiveJourney } from '../../game/use-journey.ts';
import { failureText } from '../../shell/failure-text.ts';
import { ABOUT_CHARACTERS_MAX, NAME_CHARACTERS_MAX } from './character-limits.ts';

interface CharacterFormProps {
  readonly journey: LiveJourney;
  readonly me: MeSnapshot;
  readonly onDone: () => void;
}

export function CharacterForm({ journey: { session }, me, onDone }: CharacterFormProps) {
  const { t } = useTranslation('journey');
  const [name, setName] = useState(me.name);
  const [about, setAbout] = useState(me.about);
  const save = useMutation({
    mutationFn: async () => {
      // A room hears of a new name when its player comes in: so they do, for a moment, by another door.
      const visit = await game.joinJourney(session.journeyId, { name: name.trim(), about: about.trim() });
      await visit.leave();
    },
    onSuccess: onDone,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') save.mutate();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={t('people.name')}
          value={name}
          maxLength={NAME_CHARACTERS_MAX}
          autoComplete="nickname"
          required
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('people.about')}
          description={t('people.aboutHint')}
          placeholder={t('people.aboutExample')}
          value={about}
          maxLength={ABOUT_CHARACTERS_MAX}
          onChange={(event) => setAbout(event.currentTarget.value)}
        />
        {save.isError && (
          <Text size="sm" c="red" role="alert">
            {failureText(save.error)}
          </Text>
        )}
        <Button type="submit" size="sm" loading={save.isPending}>
          {t('people.save')}
        </Button>
      </Stack>
    </form>
  );
}
