/** What the AI reads in the place of turns long past: summaries, which players may put in their own words. */
import { Button, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SummarySnapshot } from '#sdk/index.ts';
import type { LiveJourney } from '../../game/use-journey.ts';
import { failureText } from '../../shell/failure-text.ts';
import classes from './panel.module.css';

export function Memory({ journey }: { readonly journey: LiveJourney }) {
  const { t } = useTranslation('journey');
  const { summaries } = journey.state;
  return (
    <section aria-labelledby="memory">
      <Title order={2} size="h5" id="memory" mb="xs">
        {t('memory.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {t(summaries.length === 0 ? 'memory.none' : 'memory.text')}
      </Text>
      <Stack gap="lg">
        {[...summaries].reverse().map((summary) => (
          <Summary key={summary.summaryId} journey={journey} summary={summary} />
        ))}
      </Stack>
    </section>
  );
}

function Summary({ journey, summary }: { readonly journey: LiveJourney; readonly summary: SummarySnapshot }) {
  const { t } = useTranslation('journey');
  const { session, state } = journey;
  const { summaryId, fromN, toN, text, editedBy } = summary;
  const [words, setWords] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (changed: string) => session.editSummary(summaryId, changed),
    onSuccess: () => setWords(null),
  });
  const isEditing = words !== null;
  const hasEdited = useRef(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const editButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The button that was pressed goes: the focus goes where it was meant to, and back.
    if (isEditing) field.current?.focus();
    else if (hasEdited.current) editButton.current?.focus();
    hasEdited.current = isEditing;
  }, [isEditing]);
  const editor = state.players.find(({ playerId }) => playerId === editedBy)?.name;
  const title = t('memory.turns', { from: fromN, to: toN });
  if (words === null) {
    return (
      <article aria-label={title}>
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <p className={classes['summary']}>{text}</p>
        {editedBy !== null && (
          <Text size="xs" c="dimmed" mb="xs">
            {t('memory.editedBy', { name: editor ?? t('people.somebody') })}
          </Text>
        )}
        <Button
          ref={editButton}
          size="compact-md"
          fz="sm"
          variant="default"
          aria-label={t('memory.editOf', { title })}
          onClick={() => setWords(text)}
        >
          {t('memory.edit')}
        </Button>
      </article>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(words.trim());
      }}
    >
      <Stack gap="xs">
        <Textarea
          ref={field}
          label={title}
          value={words}
          autosize
          minRows={4}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {save.isError && (
          <Text size="sm" c="red" role="alert">
            {failureText(save.error)}
          </Text>
        )}
        <Button type="submit" size="compact-md" fz="sm" loading={save.isPending} disabled={words.trim() === ''}>
          {t('memory.save')}
        </Button>
        <Button size="compact-md" fz="sm" variant="default" onClick={() => setWords(null)}>
          {t('memory.cancel')}
        </Button>
      </Stack>
    </form>
  );
}
