/** How long my passages get, how much the AI model reads, and my notes to it, each with its effect on the price. */
import { Stack, Switch, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NOTE_CHARACTERS_MAX } from '#sdk/index.ts';
import type { JourneySession, MeSnapshot, NarratorView, TurnSettingsView } from '#sdk/index.ts';
import type { LiveJourney } from '../game/use-journey.ts';
import { Failure } from '../shell/failure.tsx';
import { Loading } from '../shell/loading.tsx';
import { passageLimits, promptLimits } from './setting-limits.ts';
import { SettingSlider } from './setting-slider.tsx';
import { SettingsEffect } from './settings-effect.tsx';
import { useLatestWish } from './use-latest-wish.ts';
import { useNarratorsOfJourney } from './use-narrators.ts';
import classes from './turn-settings.module.css';

/** A slider on its way, or a word being written, is not yet a wish. */
const PAUSE_MS = 350;

export function TurnSettings({ journey: { session, state } }: { readonly journey: LiveJourney }) {
  const narrators = useNarratorsOfJourney(session.journeyId);
  const { me } = state;
  if (narrators.isError) return <Failure failure={narrators.error} onAgain={() => void narrators.refetch()} />;
  const model = narrators.data?.find(({ narratorId }) => narratorId === me?.quote.narratorId);
  if (!me || !model) return <Loading />;
  return <SettingsForm {...{ session, me, model }} />;
}

interface SettingsFormProps {
  readonly session: JourneySession;
  readonly me: MeSnapshot;
  readonly model: NarratorView;
}

function SettingsForm({ session, me, model }: SettingsFormProps) {
  const { t } = useTranslation('models');
  const { wish, failure, make } = useLatestWish(
    (changes: Partial<TurnSettingsView>) => session.changeSettings(changes),
    PAUSE_MS,
  );
  const settings = { ...me.settings, ...wish };
  const change = (changes: Partial<TurnSettingsView>): void => make({ ...wish, ...changes });
  return (
    <Stack gap="lg">
      <Text size="sm">{t('settings.lead')}</Text>
      <SettingsEffect quote={me.quote} name={model.name} />
      {failure !== null && <Failure failure={failure} />}
      <SettingSlider
        label={t('settings.passage.label')}
        text={t('settings.passage.text')}
        value={settings.passageTokens}
        limits={passageLimits(model)}
        onChange={(passageTokens) => change({ passageTokens })}
      />
      <SettingSlider
        label={t('settings.prompt.label')}
        text={t('settings.prompt.text')}
        value={settings.promptTokens}
        limits={promptLimits(model)}
        onChange={(promptTokens) => change({ promptTokens })}
      />
      <Switch
        label={t('settings.summaries.label')}
        description={t('settings.summaries.text')}
        checked={settings.summaries}
        onChange={(event) => change({ summaries: event.currentTarget.checked })}
        classNames={{ body: classes['switch'] ?? '', description: classes['description'] ?? '' }}
      />
      {(['memoryNote', 'authorNote'] as const).map((note) => (
        <Textarea
          key={note}
          label={t(`settings.${note}.label`)}
          description={t(`settings.${note}.text`)}
          placeholder={t(`settings.${note}.example`)}
          defaultValue={settings[note]}
          maxLength={NOTE_CHARACTERS_MAX}
          autosize
          minRows={2}
          maxRows={8}
          classNames={{ description: classes['description'] ?? '' }}
          onChange={(event) => change({ [note]: event.currentTarget.value })}
        />
      ))}
    </Stack>
  );
}
