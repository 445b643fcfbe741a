/** Puts one's own action or passage into other words: for nothing, or, an action, told anew at its price. */
import { useState } from 'react';
import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ACTION_CHARACTERS_MAX, PASSAGE_CHARACTERS_MAX } from '#sdk/index.ts';
import type { PassageSnapshot } from '#sdk/index.ts';
import { priceText } from '../composer/price-text.ts';
import type { Actions } from '../composer/use-actions.ts';
import { lockOf } from '../composer/use-price.ts';
import type { LiveJourney } from '../../game/use-journey.ts';
import { failureText } from '../../shell/failure-text.ts';
import { RetryIcon } from '../../shell/icons.tsx';
import classes from './controls.module.css';

interface EditWordsProps {
  readonly journey: LiveJourney;
  readonly told: PassageSnapshot;
  readonly what: 'action' | 'passage';
  readonly retry: Actions['retry'];
  /** Why nothing can be changed at this moment; the words stay. */
  readonly notNow: 'busy' | 'lost' | null;
  readonly onClose: () => void;
}

const TYPING_PAUSE_MS = 300;

export function EditWords({ journey: { session, state }, told, what, retry, notNow, onClose }: EditWordsProps) {
  const { t } = useTranslation('journey');
  const { turnId, mode } = told;
  const [text, setText] = useState(what === 'action' ? told.action : told.text);
  const words = text.trim();
  const [settled] = useDebouncedValue(words, TYPING_PAUSE_MS);
  const save = useMutation({
    mutationFn: () => (what === 'action' ? session.editAction(turnId, words) : session.editPassage(turnId, words)),
    onSuccess: onClose,
  });
  // Once the story went on from here, it is not told anew; its words can still be changed.
  const mayRetry = what === 'action' && state.head === turnId;
  const price = useQuery({
    queryKey: ['price of another telling', session.journeyId, turnId, settled],
    queryFn: () => session.quote({ retryOf: turnId, mode, text: settled }),
    enabled: mayRetry && notNow === null && settled !== '' && settled.length <= ACTION_CHARACTERS_MAX,
    staleTime: 0,
  });
  const quote = settled === words ? price.data : undefined;
  const failure = save.error ?? (mayRetry && notNow === null ? price.error : null);
  return (
    <form
      className={classes['edit']}
      onSubmit={(event) => {
        event.preventDefault();
        if (notNow === null) save.mutate();
      }}
    >
      <Stack gap="xs">
        <Textarea
          label={t(what === 'action' ? 'controls.yourAction' : 'controls.yourPassage')}
          description={t(what === 'action' ? 'controls.actionHint' : 'controls.passageHint')}
          value={text}
          maxLength={what === 'action' ? ACTION_CHARACTERS_MAX : PASSAGE_CHARACTERS_MAX}
          autosize
          minRows={2}
          maxRows={16}
          autoFocus
          classNames={{ input: classes['words'] ?? '' }}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && onClose()}
        />
        {failure !== null && (
          <Text size="sm" c="red" role="alert">
            {failureText(failure)}
          </Text>
        )}
        <Text size="sm" c="dimmed" role="status">
          {notNow && t(`controls.notNow.${notNow}`)}
        </Text>
        <Group gap="xs">
          <Button type="submit" size="xs" loading={save.isPending} disabled={words === '' || notNow !== null}>
            {t('controls.save')}
          </Button>
          {mayRetry && (
            <Button
              size="xs"
              variant="default"
              className={classes['priced']}
              leftSection={<RetryIcon size={16} />}
              loading={price.isFetching}
              disabled={!quote || notNow !== null}
              onClick={() => {
                if (quote) retry({ mode, text: words }, lockOf(quote));
                onClose();
              }}
            >
              {quote ? t('controls.retrySo', { price: priceText(t, quote) }) : t('controls.retrySoUnpriced')}
            </Button>
          )}
          <Button size="xs" variant="subtle" color="gray" onClick={onClose}>
            {t('controls.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
