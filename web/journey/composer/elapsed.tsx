/** How long a turn has been going on; quiet for the first seconds, and never read out. */
import { useEffect, useState } from 'react';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const QUIET_SECONDS = 4;

export function Elapsed() {
  const { t } = useTranslation('journey');
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  if (seconds < QUIET_SECONDS) return null;
  return (
    <Text size="sm" c="dimmed" aria-hidden="true" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {t('status.elapsed', { count: seconds })}
    </Text>
  );
}
