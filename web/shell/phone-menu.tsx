/** The places of the site where the header has no room for them, as on phones. */
import { Drawer, Group, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ColorSchemeButton } from './color-scheme-button.tsx';
import { Places } from './places.tsx';
import { useOpenedLate } from './use-opened-late.ts';

export function PhoneMenu({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('shell');
  return (
    <Drawer
      opened={useOpenedLate(opened)}
      onClose={onClose}
      title={t('brand')}
      size="16rem"
      hiddenFrom="md"
      closeButtonProps={{ 'aria-label': t('closeMenu') }}
    >
      <Stack component="nav" gap="xs" aria-label={t('navigation')} onClick={onClose}>
        <Places />
      </Stack>
      <Group mt="lg">
        <ColorSchemeButton />
      </Group>
    </Drawer>
  );
}
