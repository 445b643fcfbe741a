/** An action that became no passage: why, that it cost nothing, and the ways on. */
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RELEASE_REASONS } from '#sdk/index.ts';
import type { ReleaseReason } from '#sdk/index.ts';
import { priceText } from './composer/price-text.ts';
import type { Actions, FailedAction } from './composer/use-actions.ts';

interface OutcomeNoticeProps {
  readonly failed: FailedAction;
  readonly acceptOffer: Actions['acceptOffer'];
  readonly onClose: () => void;
}

export function OutcomeNotice({ failed, acceptOffer, onClose }: OutcomeNoticeProps) {
  const { t } = useTranslation('journey');
  const words = failed.type === 'refused' ? failed.text : failed.text === '' ? failed.action : '';
  const retryAfterMs = failed.type === 'released' ? failed.retryAfterMs : undefined;
  return (
    <Alert
      color="gray"
      variant="default"
      role="alert"
      title={t(failed.type === 'refused' ? 'outcome.refused' : 'outcome.released')}
      withCloseButton
      closeButtonLabel={t('outcome.close')}
      onClose={onClose}
    >
      <Stack gap="xs">
        <Text size="sm">{sentenceOf(failed)}</Text>
        {retryAfterMs !== undefined && (
          <Text size="sm">{t('outcome.retryAfter', { count: Math.ceil(retryAfterMs / 1_000) })}</Text>
        )}
        {words !== '' && <Text size="sm">{t('outcome.wordsKept')}</Text>}
        {failed.offers && failed.offers.length > 0 && (
          <Group gap="xs">
            {failed.offers.map(({ narratorId, name, quote }) => (
              <Button key={narratorId} size="compact-md" variant="default" onClick={() => acceptOffer(failed, narratorId)}>
                {t('outcome.offer', { name, price: priceText(t, quote) })}
              </Button>
            ))}
          </Group>
        )}
      </Stack>
    </Alert>
  );
}

function sentenceOf(failed: FailedAction): string {
  return failed.type === 'refused' ? failed.error.message : RELEASE_REASONS[failed.reason as ReleaseReason];
}
