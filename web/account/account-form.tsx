/** A form whose refusals stand beside the field they are about, are read out, and are gone to. */
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Button, Group, Stack, Text } from '@mantine/core';
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
  /** What was done, told once it is. */
  readonly done?: string | false;
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
  done,
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
        {quiet ? (
          <Group>
            <Button type="submit" variant="default" loading={pending} disabled={disabled}>
              {submit}
            </Button>
            <Text size="sm" role="status">
              {done}
            </Text>
          </Group>
        ) : (
          <Button type="submit" size="md" loading={pending} disabled={disabled}>
            {submit}
          </Button>
        )}
      </Stack>
    </form>
  );
}
