/** All that is kept about one, as a file. */
import { useState } from 'react';
import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bytesText } from '../format/bytes.ts';
import { saveDownload } from '../game/save-download.ts';
import { Failure } from '../shell/failure.tsx';
import { DownloadIcon } from '../shell/icons.tsx';

export function ExportData() {
  const { t } = useTranslation('account');
  const [bytes, setBytes] = useState(0);
  const save = useMutation({
    mutationFn: () => {
      setBytes(0);
      return saveDownload('my-data.json', { onBytes: setBytes });
    },
  });
  return (
    <>
      <Group>
        <Button
          variant="default"
          leftSection={<DownloadIcon size={18} />}
          disabled={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('export.save')}
        </Button>
        <Text size="sm" role="status">
          {save.isPending && t('export.coming', { size: bytesText(bytes) })}
          {save.isSuccess && t('export.done', { size: bytesText(bytes) })}
        </Text>
      </Group>
      {save.isError && <Failure failure={save.error} onAgain={() => save.mutate()} />}
    </>
  );
}
