/** Beside the story: its trackers, and by tabs who plays, the world, and what the AI remembers. */
import { Stack, Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WorldDetail } from '#sdk/index.ts';
import type { LiveJourney } from '../../game/use-journey.ts';
import { Memory } from './memory.tsx';
import { People } from './people.tsx';
import { Trackers } from './trackers.tsx';
import { WorldInfo } from './world-info.tsx';

interface StoryPanelProps {
  readonly journey: LiveJourney;
  readonly world: WorldDetail | undefined;
  readonly modelNames: ReadonlyMap<string, string>;
}

export function StoryPanel({ journey, world, modelNames }: StoryPanelProps) {
  const { t } = useTranslation('journey');
  return (
    <Stack gap="lg">
      <Trackers trackers={journey.state.trackers} />
      <Tabs defaultValue="people" keepMounted={false}>
        <Tabs.List grow>
          <Tabs.Tab value="people">{t('panel.people')}</Tabs.Tab>
          <Tabs.Tab value="world">{t('panel.world')}</Tabs.Tab>
          <Tabs.Tab value="memory">{t('panel.memory')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="people" pt="md">
          <People journey={journey} modelNames={modelNames} />
        </Tabs.Panel>
        <Tabs.Panel value="world" pt="md">
          <WorldInfo world={world} />
        </Tabs.Panel>
        <Tabs.Panel value="memory" pt="md">
          <Memory journey={journey} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
