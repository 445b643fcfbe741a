/** Opens the context viewer for a turn. */
import { lazy, Suspense } from 'react';
import { ActionIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { EyeIcon } from '../shell/icons.tsx';

const ContextViewer = lazy(async () => ({ default: (await import('./context-viewer.tsx')).ContextViewer }));

interface ContextButtonProps {
  readonly journeyId: string;
  /** The turn's number in the journey. */
  readonly n: number;
}

export function ContextButton({ journeyId, n }: ContextButtonProps) {
  const { t } = useTranslation('context');
  const [opened, { open, close }] = useDisclosure(false);
  const [everOpened, { open: load }] = useDisclosure(false);
  const label = t('open', { n });
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        title={label}
        aria-haspopup="dialog"
        onClick={() => {
          load();
          open();
        }}
      >
        <EyeIcon />
      </ActionIcon>
      {everOpened && (
        <Suspense>
          <ContextViewer {...{ journeyId, n, opened }} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
