/** Leads back to the story's end, for as long as the reader is elsewhere. */
import { useLayoutEffect, useRef } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DownIcon } from '../../shell/icons.tsx';
import classes from './story.module.css';

interface ToEndProps {
  /** Whether text came that the reader has not seen. */
  readonly hasNewText: boolean;
  readonly onClick: () => void;
  /** Where the focus goes when the button is gone: at the end, however the reader came there. */
  readonly toBox: () => void;
}

export function ToEnd({ hasNewText, onClick, toBox }: ToEndProps) {
  const { t } = useTranslation('journey');
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const element = button.current;
    return () => {
      if (element !== null && element === document.activeElement) toBox();
    };
  }, [toBox]);
  return (
    <Button
      ref={button}
      className={classes['toEnd']}
      radius="xl"
      size="sm"
      rightSection={<DownIcon size={16} />}
      onClick={onClick}
    >
      {t(hasNewText ? 'newText' : 'toEnd')}
    </Button>
  );
}
