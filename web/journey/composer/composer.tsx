/** Where a player writes what happens next, with its price on the button that sends it. */
import { useEffect } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import { Button, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ACTION_CHARACTERS_MAX } from '#sdk/index.ts';
import type { Mode } from '#sdk/index.ts';
import type { LiveJourney } from '../../game/use-journey.ts';
import { failureText } from '../../shell/failure-text.ts';
import { SendIcon } from '../../shell/icons.tsx';
import type { Draft } from './draft.ts';
import { modeOfKey } from './mode-shortcuts.ts';
import { ModePicker } from './mode-picker.tsx';
import { PriceNotes } from './price-notes.tsx';
import { priceText } from './price-text.ts';
import type { Actions } from './use-actions.ts';
import type { ChangeDraft } from './use-draft.ts';
import { lockOf, usePrice } from './use-price.ts';
import classes from './composer.module.css';

interface ComposerProps {
  readonly journey: LiveJourney;
  readonly draft: Draft;
  readonly changeDraft: ChangeDraft;
  readonly send: Actions['send'];
  readonly box: RefObject<HTMLTextAreaElement | null>;
  /** Whether it is said above why an action was not told. */
  readonly hasNotice: boolean;
}

/** From here on the count is shown. */
const COUNTED_FROM = ACTION_CHARACTERS_MAX - 400;
const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

export function Composer({ journey, draft: { mode, text, sent }, changeDraft, send, box, hasNotice }: ComposerProps) {
  const { t } = useTranslation('journey');
  const { quote, isPending, failure } = usePrice(journey, mode, text);
  const isTooLong = text.length > ACTION_CHARACTERS_MAX;
  const isEmpty = text.trim() === '' && mode !== 'continue';
  const setMode = (chosen: Mode) => changeDraft((draft) => ({ ...draft, mode: chosen }));
  // A second press of Continue is one too many: nobody means to pay for two passages at once.
  const isOnItsWay =
    mode === 'continue' && text.trim() === '' && sent.some((action) => action.mode === mode && action.text === '');
  const mayNotSend = isEmpty || isTooLong || isPending || isOnItsWay || failure !== null;

  useEffect(() => {
    // A phone's keyboard would hide the opening; whoever has real keys starts to write.
    if (window.matchMedia('(hover: hover)').matches) box.current?.focus({ preventScroll: true });
  }, [box]);

  const submit = () => {
    if (!mayNotSend) send(mode, text.trim(), lockOf(quote));
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = modeOfKey(event, IS_MAC);
    const sends = event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing;
    if (!chosen && !sends) return;
    event.preventDefault();
    if (chosen) setMode(chosen);
    else submit();
  };

  return (
    <form
      className={classes['composer']}
      aria-label={t('composer.label')}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={classes['top']}>
        <ModePicker mode={mode} onChange={setMode} />
        <Text size="xs" c="dimmed" className={classes['keys']}>
          {t(IS_MAC ? 'composer.keysMac' : 'composer.keys')}
        </Text>
        {text.length > COUNTED_FROM && (
          <Text size="xs" c={isTooLong ? 'red' : 'dimmed'} role={isTooLong ? 'alert' : undefined}>
            {t(isTooLong ? 'composer.tooLong' : 'composer.count', { count: text.length, most: ACTION_CHARACTERS_MAX })}
          </Text>
        )}
      </div>
      <Textarea
        ref={box}
        aria-label={t(`composer.mode.${mode}`)}
        placeholder={t(`composer.placeholder.${mode}`)}
        value={text}
        autosize
        minRows={1}
        maxRows={8}
        size="md"
        enterKeyHint="send"
        classNames={{ root: classes['entry'] ?? '', input: classes['box'] ?? '' }}
        onChange={(event) => {
          const { value } = event.currentTarget;
          changeDraft((draft) => ({ ...draft, text: value }));
        }}
        onKeyDown={onKeyDown}
      />
      {quote && <PriceNotes journey={journey} quote={quote} isTold={hasNotice} />}
      {failure !== null && (
        <Text size="sm" c="red" role="alert">
          {failureText(failure)}
        </Text>
      )}
      <Button
        type="submit"
        className={classes['send']}
        leftSection={<SendIcon size={18} />}
        disabled={isTooLong || failure !== null}
        loading={isPending}
      >
        <span className={classes['sendText']}>
          {t(mode === 'continue' ? 'composer.continue' : 'composer.send')}
          {quote && <small>{priceText(t, quote)}</small>}
        </span>
      </Button>
    </form>
  );
}
