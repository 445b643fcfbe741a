/** Puts one's own action or passage into other words: for nothing, or, an action, told anew at its price. */
import { useEffect, useRef, useState } from 'react';
import { Button, Group, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
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
  readonly retry: Actions['retry'];
  readonly onClose: () => void;
}

const KINDS = ['action', 'passage'] as const;
type Kind = (typeof KINDS)[number];
const TYPING_PAUSE_MS = 300;

/** Stays while others act and while the connection is gone: what is being written is not lost. */
export function EditWords({ journey: { session, state, status }, told, retry, onClose }: EditWordsProps) {
  const { t } = useTranslation('journey');
  const { turnId, mode } = told;
  const hasAction = mode !== 'continue' || told.action !== '';
  const [kind, setKind] = useState<Kind>(hasAction ? 'action' : 'passage');
  const [texts, setTexts] = useState<Readonly<Record<Kind, string>>>({ action: told.action, passage: told.text });
  const words = texts[kind].trim();
  const [settled] = useDebouncedValue(words, TYPING_PAUSE_MS);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // It opens below its passage, which may be below what is seen; one writes on at the end.
    form.current?.scrollIntoView({ block: 'nearest' });
    const box = form.current?.querySelector('textarea');
    box?.setSelectionRange(box.value.length, box.value.length);
  }, []);
  // Escape is too easily pressed to throw words away.
  const isUntouched = texts.action === told.action && texts.passage === told.text;
  const notNow = status !== 'live' ? 'lost' : state.current !== null || state.queue.length > 0 ? 'busy' : null;
  const save = useMutation({
    mutationFn: () => (kind === 'action' ? session.editAction(turnId, words) : session.editPassage(turnId, words)),
    onSuccess: onClose,
  });
  // Once the story went on from here, it is not told anew; its words can still be changed.
  const mayRetry = kind === 'action' && state.head === turnId;
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
      ref={form}
      className={classes['edit']}
      aria-label={t('controls.edit', { n: told.n })}
      onKeyDown={(event) => event.key === 'Escape' && isUntouched && onClose()}
      onSubmit={(event) => {
        event.preventDefault();
        if (notNow === null) save.mutate();
      }}
    >
      <Stack gap="xs">
        {hasAction && (
          <SegmentedControl<Kind>
            size="sm"
            aria-label={t('controls.what')}
            value={kind}
            onChange={(chosen) => {
              setKind(chosen);
              save.reset();
            }}
            data={KINDS.map((value) => ({ value, label: t(`controls.kind.${value}`) }))}
          />
        )}
        <Textarea
          label={t(kind === 'action' ? 'controls.yourAction' : 'controls.yourPassage')}
          description={t(kind === 'action' ? 'controls.actionHint' : 'controls.passageHint')}
          value={texts[kind]}
          maxLength={kind === 'action' ? ACTION_CHARACTERS_MAX : PASSAGE_CHARACTERS_MAX}
          autosize
          minRows={2}
          maxRows={16}
          autoFocus
          classNames={{ input: classes['words'] ?? '' }}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setTexts((before) => ({ ...before, [kind]: value }));
          }}
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
