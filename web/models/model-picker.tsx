/** Chooses the AI model before a journey: on a world's page. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { usePlayAsGuest, useSignedIn } from '../game/sign-in.ts';
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
  const narrators = useNarratorsOfWorld(worldId);
  const signedIn = useSignedIn();
  if (narrators.isPending) return <Loading />;
  if (narrators.isError) return <Failure failure={narrators.error} onAgain={() => void narrators.refetch()} />;
  const usual = narrators.data.find(({ isDefault }) => isDefault)?.narratorId ?? null;
  // While the first quotes are on their way the list without any still shows.
  const isPriced = signedIn && (!narrators.isPlaceholderData || narrators.data.some(({ quote }) => quote !== null));
  return (
    <Stack gap="md">
      {!signedIn && <PricesAsGuest />}
      <ModelList
        key={isPriced ? 'by price' : 'as listed'}
        rows={modelRows(narrators.data)}
        chosenId={value ?? usual}
        hasBegun={null}
        isPriced={isPriced}
        onChoose={onChange}
      />
    </Stack>
  );
}

/** What a turn costs depends on whose it is: their free turns, their credits. */
function PricesAsGuest() {
  const { t } = useTranslation('models');
  const playAsGuest = usePlayAsGuest();
  const begin = useMutation({ mutationFn: playAsGuest });
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Text size="sm" flex="1 1 16rem">
          {t('guestPrices.text')}
        </Text>
        <Button size="xs" variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>
          {t('guestPrices.button')}
        </Button>
      </Group>
      {begin.isError && <Failure failure={begin.error} />}
    </Stack>
  );
}
