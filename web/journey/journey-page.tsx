/** The story as it is told: opening, passages, the narration as it streams, and the composer. */
import { useState } from 'react';
import { Button, Container, Stack, Text, Textarea, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { useJourney } from '../game/use-journey.ts';
import { Failure } from '../shell/failure.tsx';
import { Loading } from '../shell/loading.tsx';
import { usePageTitle } from '../shell/page-title.ts';

export function JourneyPage() {
  const { journeyId = '' } = useParams();
  const { t } = useTranslation('journey');
  const { journey, failure } = useJourney(journeyId);
  const [text, setText] = useState('');
  usePageTitle(journey?.state.title);
  if (failure) return <Failure failure={failure} />;
  if (!journey) return <Loading />;
  const { session, state } = journey;
  return (
    <Container size="sm" py="xl">
      <Stack ff="var(--story-font)">
        <Title>{state.title}</Title>
        <Text>{state.opening}</Text>
        {state.passages.map(({ n, text }) => (
          <Text key={n}>{text}</Text>
        ))}
        {state.current && <Text>{state.current.text}</Text>}
        <Textarea aria-label={t('title')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <Button onClick={() => void session.act(text)}>{t('title')}</Button>
      </Stack>
    </Container>
  );
}
