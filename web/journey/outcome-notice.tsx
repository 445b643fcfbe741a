/** An action that became no passage: why, that it cost nothing, and the ways on. */
import { Alert, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RELEASE_REASONS } from '#sdk/index.ts';
import type { ReleaseReason } from '#sdk/index.ts';
import { OutOfCredits } from '../costs/out-of-credits.tsx';
import { priceOutcomeOf } from '../costs/price-outcome.ts';
import type { LiveJourney } from '../game/use-journey.ts';
import type { Actions, FailedAction } from './composer/use-actions.ts';
import { lockOf } from './composer/use-price.ts';

interface OutcomeNoticeProps {
  readonly failed: FailedAction;
  readonly journey: LiveJourney;
  readonly actions: Pick<Actions, 'acceptOffer' | 'sendAgain'>;
  readonly onClose: () => void;
}

export function OutcomeNotice({ failed, journey, actions, onClose }: OutcomeNoticeProps) {
  const { t } = useTranslation('journey');
  if (priceOutcomeOf(failed)) {
    return (
      <OutOfCredits
        outcome={failed}
        journey={journey}
        onAccept={(narratorId) => actions.acceptOffer(failed, narratorId)}
        onSend={(quote) => actions.sendAgain(failed, lockOf(quote))}
        onDismiss={onClose}
      />
    );
  }
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
      </Stack>
    </Alert>
  );
}

function sentenceOf(failed: FailedAction): string {
  return failed.type === 'refused' ? failed.error.message : RELEASE_REASONS[failed.reason as ReleaseReason];
}
