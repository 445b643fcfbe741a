/** A form whose refusals stand beside the field they are about, are read out, and are gone to. */
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Button, Stack } from '@mantine/core';
import { Failure } from '../shell/failure.tsx';

interface AccountFormProps {
  readonly submit: string;
  /** It is not what the page is for. */
  readonly quiet?: boolean;
  readonly pending: boolean;
  readonly disabled?: boolean;
  readonly failure: unknown;
  /** Whether the failure is shown beside fields. */
  readonly isShown: boolean;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

export function AccountForm({
  submit,
  quiet = false,
  pending,
  disabled = false,
  failure,
  isShown,
  onSubmit,
  children,
}: AccountFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (failure && isShown) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [failure, isShown]);
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending && !disabled) onSubmit();
      }}
    >
      <Stack gap="md">
        {children}
        {Boolean(failure) && !isShown && <Failure failure={failure} />}
        <Button
          type="submit"
          loading={pending}
          disabled={disabled}
          {...(quiet ? { variant: 'default', style: { alignSelf: 'start' } } : { size: 'md' })}
        >
          {submit}
        </Button>
      </Stack>
    </form>
  );
}
