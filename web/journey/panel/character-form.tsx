/** What the others and the AI call me in this journey, and who I play. */
import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeSnapshot } from '#sdk/index.ts';
import { game } from '../../game/game.ts';
import type { LiveJourney } from '../../game/use-journey.ts';
import { failureText } from '../../shell/failure-text.ts';
import { CharacterFields } from './character-fields.tsx';

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
        <CharacterFields name={name} onName={setName} about={about} onAbout={setAbout} />
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
