/** Chooses the AI model before the journey: on a world's page. */
import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../game/sign-in.ts';
import { Failure } from '../shell/failure.tsx';
import { Loading } from '../shell/loading.tsx';
import { ModelList } from './model-list.tsx';
import { modelRows } from './model-rows.ts';
import { useNarratorsOfWorld } from './use-narrators.ts';

interface ModelPickerProps {
  readonly worldId: string;
  /** null: the server's usual one. */
  readonly value: string | null;
  /** See `chooseBeforehand` for how the choice reaches the journey. */
  readonly onChange: (narratorId: string) => void;
}

export function ModelPicker({ worldId, value, onChange }: ModelPickerProps) {
  const { t } = useTranslation('models');
  const narrators = useNarratorsOfWorld(worldId);
  const signedIn = useSignedIn();
  if (narrators.isPending) return <Loading />;
  if (narrators.isError) return <Failure failure={narrators.error} onAgain={() => void narrators.refetch()} />;
  const usual = narrators.data.find(({ isDefault }) => isDefault)?.narratorId ?? null;
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t(signedIn ? 'pricedFor.you' : 'pricedFor.newPlayer')}
      </Text>
      <ModelList rows={modelRows(narrators.data)} chosenId={value ?? usual} hasBegun={false} onChoose={onChange} />
    </Stack>
  );
}
