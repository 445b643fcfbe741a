/** Opens the context viewer for a turn. */
import { useState } from 'react';
import { ActionIcon } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EyeIcon } from '../shell/icons.tsx';
import { ViewerOnDemand } from './viewer-on-demand.tsx';

interface ContextButtonProps {
  readonly journeyId: string;
  /** The turn's number in the journey. */
  readonly n: number;
  readonly size?: 'md' | 'lg';
}

export function ContextButton({ journeyId, n, size = 'lg' }: ContextButtonProps) {
  const { t } = useTranslation('context');
  // null until it was first opened: a long story has hundreds of these.
  const [opened, setOpened] = useState<boolean | null>(null);
  const label = t('open', { n });
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={size}
        aria-label={label}
        title={label}
        aria-haspopup="dialog"
        onClick={() => setOpened(true)}
      >
        <EyeIcon size={size === 'md' ? 16 : 20} />
      </ActionIcon>
      {opened !== null && <ViewerOnDemand {...{ journeyId, n, opened }} onClose={() => setOpened(false)} />}
    </>
  );
}
