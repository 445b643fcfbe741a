/** What stands where something could not be shown, with a way to try again. */
import { Alert, Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { failureText } from './failure-text.ts';

export function Failure({ failure, onAgain }: { readonly failure: unknown; readonly onAgain?: () => void }) {
  const { t } = useTranslation('shell');
  return (
    <Alert color="red" title={t('failure.title')} role="alert">
      {failureText(failure)}
      {onAgain && (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={onAgain}>
            {t('failure.again')}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
