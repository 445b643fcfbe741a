/** Everything the AI model read and wrote for one turn: how much, why it was there, what it cost, and what had no room. */
import { Modal, Stack, Tabs, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { GameError } from '#sdk/index.ts';
import type { TurnContext } from '#sdk/index.ts';
import { Failure } from '../shell/failure.tsx';
import { Loading } from '../shell/loading.tsx';
import { useOpenedLate } from '../shell/use-opened-late.ts';
import { CallParts } from './call-parts.tsx';
import { ContextHead } from './context-head.tsx';
import { costOf } from './causes.ts';
import { CutParts } from './cut-parts.tsx';
import { LoreTrace } from './lore-trace.tsx';
import { useTurnContext } from './use-turn-context.ts';

export interface ContextViewerProps {
  readonly journeyId: string;
  /** The turn's number in the journey. */
  readonly n: number;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function ContextViewer({ journeyId, n, opened, onClose }: ContextViewerProps) {
  const { t } = useTranslation('context');
  const context = useTurnContext(journeyId, opened ? n : null);
  const isNarrow = useMediaQuery('(max-width: 48em)');
  return (
    <Modal
      opened={useOpenedLate(opened)}
      onClose={onClose}
      size="56rem"
      fullScreen={isNarrow}
      title={t('title', { n })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {context.isPending && <Loading />}
      {context.isError &&
        (isNoTurn(context.error) ? (
          <Text>{t('noTurn', { n })}</Text>
        ) : (
          <Failure failure={context.error} onAgain={() => void context.refetch()} />
        ))}
      {context.data && <Opened context={context.data} />}
    </Modal>
  );
}

/** An address may ask for any number; asking again finds no more. */
function isNoTurn(failure: unknown): boolean {
  return failure instanceof GameError && failure.code === 'TURN_NOT_FOUND';
}

const CALLS = ['narration', 'trackers', 'summary'] as const;

function Opened({ context }: { readonly context: TurnContext }) {
  const { t } = useTranslation('context');
  const parts = context.parts.filter(({ cut }) => !cut);
  const cut = context.parts.filter((part) => part.cut);
  return (
    <Stack gap="md">
      <ContextHead context={context} />
      <Tabs defaultValue="parts" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="parts">{t('tab.parts', { count: parts.length })}</Tabs.Tab>
          <Tabs.Tab value="cut">{t('tab.cut', { count: cut.length })}</Tabs.Tab>
          <Tabs.Tab value="lore">{t('tab.lore', { count: context.lore.total })}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="parts">
          <Stack gap="xl">
            {CALLS.map((call) => {
              const own = parts.filter((part) => part.call === call);
              const facts = context.calls.find((candidate) => candidate.call === call);
              return own.length > 0 && <CallParts key={call} {...{ call, facts }} parts={own} total={costOf(parts)} />;
            })}
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="cut">
          <CutParts parts={cut} />
        </Tabs.Panel>
        <Tabs.Panel value="lore">
          <LoreTrace lore={context.lore} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
