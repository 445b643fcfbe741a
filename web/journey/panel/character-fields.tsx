/** Who one plays in a story: the name that the others and the AI call one, and a line about them. */
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ABOUT_CHARACTERS_MAX, NAME_CHARACTERS_MAX } from '../../game/character-limits.ts';

interface CharacterFieldsProps {
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly about: string;
  readonly onAbout: (about: string) => void;
  readonly size?: 'sm' | 'md';
}

export function CharacterFields({ name, onName, about, onAbout, size = 'sm' }: CharacterFieldsProps) {
  const { t } = useTranslation('journey');
  return (
    <>
      <TextInput
        label={t('people.name')}
        value={name}
        maxLength={NAME_CHARACTERS_MAX}
        autoComplete="nickname"
        required
        data-autofocus
        size={size}
        onChange={(event) => onName(event.currentTarget.value)}
      />
      <TextInput
        label={t('people.about')}
        description={t('people.aboutHint')}
        placeholder={t('people.aboutExample')}
        value={about}
        maxLength={ABOUT_CHARACTERS_MAX}
        size={size}
        onChange={(event) => onAbout(event.currentTarget.value)}
      />
    </>
  );
}
