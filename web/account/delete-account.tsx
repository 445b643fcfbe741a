/** Leaving for good: what is lost, what must end first, and a word to type, so that no slip deletes anybody. */
import { useState } from 'react';
import { Button, Group, List, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { DeletionView } from '#sdk/index.ts';
import { creditsText } from '../format/credits.ts';
import { game } from '../game/game.ts';
import { Failure } from '../shell/failure.tsx';
import { Loading } from '../shell/loading.tsx';
import { Notice } from '../shell/notice.tsx';

export function DeleteAccount() {
  const { t } = useTranslation('account');
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <Group>
        <Button variant="default" onClick={dialog.open}>
          {t('delete.open')}
        </Button>
      </Group>
      <Modal
        opened={opened}
        onClose={dialog.close}
        title={t('delete.dialog')}
        closeButtonProps={{ 'aria-label': t('delete.close') }}
      >
        <Confirm onClose={dialog.close} />
      </Modal>
    </>
  );
}

function Confirm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('account');
  const [, goTo] = useLocation();
  const [typed, setTyped] = useState('');
  const deletion = useQuery({
    queryKey: ['deletion'],
    queryFn: () => game.api.account.deletion(),
    staleTime: 0,
    gcTime: 0,
  });
  const remove = useMutation({
    mutationFn: () => game.deleteAccount(),
    onSuccess: () => goTo('/'),
    onError: () => void deletion.refetch(),
  });
  const word = t('delete.word');
  if (deletion.isError) return <Failure failure={deletion.error} onAgain={() => void deletion.refetch()} />;
  if (!deletion.data) return <Loading />;
  const mustWait = deletion.data.turnsRunning > 0 || deletion.data.payments.some(({ state }) => state === 'pending');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim().toLowerCase() === word && !mustWait) remove.mutate();
      }}
    >
      <Stack gap="md">
        <Losses deletion={deletion.data} />
        {mustWait && (
          <Notice
            tone="warning"
            actions={
              <Button variant="default" size="xs" loading={deletion.isFetching} onClick={() => void deletion.refetch()}>
                {t('delete.lookAgain')}
              </Button>
            }
          >
            {t(deletion.data.turnsRunning > 0 ? 'delete.turnsRunning' : 'delete.paymentPending')}
          </Notice>
        )}
        <TextInput
          label={t('delete.type', { word })}
          description={t('delete.forGood')}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {remove.isError && <Failure failure={remove.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('delete.keep')}
          </Button>
          <Button
            type="submit"
            color="red.8"
            loading={remove.isPending}
            disabled={typed.trim().toLowerCase() !== word || mustWait}
          >
            {t('delete.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Losses({ deletion }: { readonly deletion: DeletionView }) {
  const { t } = useTranslation('account');
  const { credits, debt, earningsPending, payments, journeysAlone, journeysShared } = deletion;
  const open = payments.filter(({ state }) => state === 'open').length;
  const losses = [
    credits > 0 && t('delete.credits', { text: creditsText(credits, 'floor') }),
    debt > 0 && t('delete.debt', { text: creditsText(debt, 'ceil') }),
    earningsPending > 0 && t('delete.earnings', { text: creditsText(earningsPending, 'floor') }),
    journeysAlone > 0 && t('delete.journeysAlone', { count: journeysAlone }),
    journeysShared > 0 && t('delete.journeysShared', { count: journeysShared }),
    open > 0 && t('delete.checkouts', { count: open }),
  ].filter((loss) => loss !== false);
  if (losses.length === 0) return <Text>{t('delete.nothing')}</Text>;
  return (
    <Stack gap="xs">
      <Text>{t('delete.losses')}</Text>
      <List>
        {losses.map((loss) => (
          <List.Item key={loss}>{loss}</List.Item>
        ))}
      </List>
    </Stack>
  );
}
