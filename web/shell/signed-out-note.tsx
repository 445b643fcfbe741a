/** Says, once and quietly, that this browser was signed out from elsewhere. The way back in is the header's. */
import { CloseButton, Container, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWasSignedOut } from '../game/check-sign-in.ts';
import { Notice } from './notice.tsx';

export function SignedOutNote() {
  const { t } = useTranslation('shell');
  const { wasSignedOut, setAside } = useWasSignedOut();
  return (
    <div role="status">
      {wasSignedOut && (
        <Container size="lg" pt="md">
          <Notice>
            <Group justify="space-between" wrap="nowrap" gap="xs">
              {t('signedOut.text')}
              <CloseButton aria-label={t('signedOut.close')} onClick={setAside} />
            </Group>
          </Notice>
        </Container>
      )}
    </div>
  );
}
