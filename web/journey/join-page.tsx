/** Where an invite leads: a name, one line about who one plays, and in. */
import { useState } from 'react';
import { Button, Container, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { game } from '../game/game.ts';
import { usePlayAsGuest } from '../game/sign-in.ts';
import { Failure } from '../shell/failure.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { CharacterFields } from './panel/character-fields.tsx';

export function JoinPage() {
  const { t } = useTranslation('journey');
  const { journeyId = '', invite = '' } = useParams();
  const [, goTo] = useLocation();
  const [name, setName] = useState('');
  const [about, setAbout] = useState('');
  const playAsGuest = usePlayAsGuest();
  usePageTitle(t('join.title'));
  const join = useMutation({
    mutationFn: async () => {
      await playAsGuest();
      await game.api.journeys.join({ journeyId, invite, name: name.trim(), about: about.trim() });
    },
    onSuccess: () => goTo(`/journeys/${journeyId}`, { replace: true }),
  });
  return (
    <Container size="xs">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          join.mutate();
        }}
      >
        <Stack gap="md">
          <Title>{t('join.title')}</Title>
          <Text>{t('join.text')}</Text>
          <CharacterFields name={name} onName={setName} about={about} onAbout={setAbout} size="md" />
          {join.isError && <Failure failure={join.error} />}
          <Button type="submit" size="md" loading={join.isPending} disabled={name.trim() === ''}>
            {t('join.enter')}
          </Button>
          <Text size="sm" c="dimmed">
            {t('join.price')}
          </Text>
        </Stack>
      </form>
    </Container>
  );
}
