/** The fields of account forms: named for people and for password managers, with what is wrong beside them. */
import { PasswordInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PASSWORD_CHARACTERS_MAX, PASSWORD_CHARACTERS_MIN } from '#sdk/index.ts';
import type { FaultWords } from './field-faults.ts';

const EMAIL_CHARACTERS_MAX = 254;
const NAME_CHARACTERS_MAX = 40;

interface FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fault?: FaultWords | undefined;
}

/** Errors are read out when they come. */
const ANNOUNCED = { errorProps: { role: 'alert' }, size: 'md' } as const;

/** Said while it is written, since nothing is cut off. */
function isNameTooLong(name: string): boolean {
  return name.trim().length > NAME_CHARACTERS_MAX;
}

function useFaultText(fault: FaultWords | undefined): string | undefined {
  const { t } = useTranslation('account');
  return fault && t(`faults.${fault}`, { count: PASSWORD_CHARACTERS_MIN, max: PASSWORD_CHARACTERS_MAX });
}

export function EmailField({ value, onChange, fault }: FieldProps) {
  const { t } = useTranslation('account');
  return (
    <TextInput
      {...ANNOUNCED}
      type="email"
      name="email"
      label={t('fields.email')}
      autoComplete="username"
      inputMode="email"
      autoCapitalize="none"
      spellCheck={false}
      required
      withAsterisk={false}
      maxLength={EMAIL_CHARACTERS_MAX}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={useFaultText(fault)}
    />
  );
}

export function NameField({ value, onChange, fault }: FieldProps) {
  const { t } = useTranslation('account');
  return (
    <TextInput
      {...ANNOUNCED}
      name="name"
      label={t('fields.name')}
      description={t('fields.nameHint')}
      autoComplete="nickname"
      required
      withAsterisk={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={useFaultText(isNameTooLong(value) ? 'nameMalformed' : fault)}
    />
  );
}

interface PasswordFieldProps extends FieldProps {
  /** `new`: one that is chosen now; `current`: the one there is. */
  readonly kind: 'new' | 'current';
  readonly label?: string;
}

/** Shown on request. */
export function PasswordField({ kind, label, value, onChange, fault }: PasswordFieldProps) {
  const { t } = useTranslation('account');
  return (
    <PasswordInput
      {...ANNOUNCED}
      name={kind === 'new' ? 'new-password' : 'password'}
      label={label ?? t(kind === 'new' ? 'fields.newPassword' : 'fields.password')}
      description={kind === 'new' ? t('fields.passwordHint', { count: PASSWORD_CHARACTERS_MIN }) : undefined}
      autoComplete={kind === 'new' ? 'new-password' : 'current-password'}
      visibilityToggleButtonProps={{ 'aria-label': t('fields.showPassword'), tabIndex: 0, size: 'md' }}
      required
      withAsterisk={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={useFaultText(fault)}
    />
  );
}
