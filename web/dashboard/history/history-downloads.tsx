/** What is shown of the history, all of it, as a file. */
import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { saveDownload } from '../../game/save-download.ts';
import { Failure } from '../../shell/failure.tsx';
import { DownloadIcon } from '../../shell/icons.tsx';
import { historyQueryOf } from './history-filter.ts';
import type { HistoryFilters } from './history-filter.ts';

export function HistoryDownloads({ filters }: { readonly filters: HistoryFilters }) {
  const { t } = useTranslation('dashboard');
  const save = useMutation({
    mutationFn: (download: 'history.csv' | 'history.json') => {
      const { from, to, ...filter } = historyQueryOf(filters);
      const times = { ...(from && { from: from.toISOString() }), ...(to && { to: to.toISOString() }) };
      return saveDownload(download, { filter: { ...filter, ...times } });
    },
  });
  const button = (download: 'history.csv' | 'history.json', text: string) => (
    <Button
      variant="default"
      leftSection={<DownloadIcon size={18} />}
      loading={save.isPending && save.variables === download}
      onClick={() => save.mutate(download)}
    >
      {text}
    </Button>
  );
  return (
    <>
      <Group gap="sm">
        {button('history.csv', t('history.saveCsv'))}
        {button('history.json', t('history.saveJson'))}
      </Group>
      {save.isError && <Failure failure={save.error} />}
    </>
  );
}
