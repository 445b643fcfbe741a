/** One world: what it is about, who one may meet, what a turn costs in it, and ways to begin. */
import { useState } from 'react';
import { Group, List, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import type { WorldDetail } from '#sdk/index.ts';
import { game } from '../game/game.ts';
import { Failure } from '../shell/failure.tsx';
import { Loading } from '../shell/loading.tsx';
import { ModelPicker } from '../models/model-picker.tsx';
import { useTurnCost } from '../models/use-narrators.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { PlayForm } from './play-form.tsx';
import { WorldCover } from './world-cover.tsx';
import { WorldFacts } from './world-facts.tsx';
import classes from './world.module.css';

export function WorldPage() {
  const { worldId = '' } = useParams();
  const world = useQuery({ queryKey: ['world', worldId], queryFn: () => game.api.worlds.get({ worldId }) });
  usePageTitle(world.data?.name);
  if (world.isError) return <Failure failure={world.error} onAgain={() => void world.refetch()} />;
  return world.data ? <World world={world.data} /> : <Loading />;
}

function World({ world }: { readonly world: WorldDetail }) {
  const { t } = useTranslation('discover');
  const [narratorId, setNarratorId] = useState<string | null>(null);
  const turnCost = useTurnCost(world.worldId, narratorId);
  const { worldId, name, tagline, tags, cover, creatorName, players, creatorNotes, opening } = world;
  return (
    <div className={classes['page']}>
      <div className={classes['head']}>
        <div className={classes['picture']}>
          <WorldCover name={name} cover={cover} first />
        </div>
        <Stack gap="sm">
          <Title>{name}</Title>
          <Text size="lg">{tagline}</Text>
          <Text size="sm" c="dimmed">
            {[creatorName !== '' && t('world.by', { name: creatorName }), ...tags].filter(Boolean).join(' · ')}
          </Text>
          <WorldFacts world={world} turnCost={turnCost} />
          {players > 0 && (
            <Text size="sm" c="dimmed">
              {t('world.playersEver', { count: players })}
            </Text>
          )}
          <PlayForm worldId={worldId} narratorId={narratorId} />
        </Stack>
      </div>
      <div className={classes['columns']}>
        <Stack gap="xl">
          <section>
            <Title order={2} size="h3" mb="xs">
              {t('world.opening')}
            </Title>
            <Text component="blockquote" className={classes['opening'] ?? ''}>
              {opening}
            </Text>
          </section>
          <Characters world={world} />
        </Stack>
        <Stack gap="xl">
          <section>
            <Title order={2} size="h3" mb="xs">
              {t('world.prices')}
            </Title>
            <Text size="sm" c="dimmed" mb="sm">
              {t('world.pricesHint')}
            </Text>
            <ModelPicker worldId={worldId} value={narratorId} onChange={setNarratorId} />
          </section>
          <section>
            <Title order={2} size="h3" mb="xs">
              {t('world.inviteTitle')}
            </Title>
            <Text>{t('world.invite')}</Text>
          </section>
          {creatorNotes !== '' && (
            <section>
              <Title order={2} size="h3" mb="xs">
                {t('world.notes')}
              </Title>
              <Text className={classes['text'] ?? ''}>{creatorNotes}</Text>
            </section>
          )}
          <Trackers world={world} />
        </Stack>
      </div>
    </div>
  );
}

function Characters({ world: { characters } }: { readonly world: WorldDetail }) {
  const { t } = useTranslation('discover');
  if (characters.length === 0) return null;
  return (
    <section>
      <Title order={2} size="h3" mb="xs">
        {t('world.characters')}
      </Title>
      <Stack gap="sm">
        {characters.map(({ name, description }) => (
          <div key={name} className={classes['raised']}>
            <Title order={3} size="h5">
              {name}
            </Title>
            <Text size="sm" className={classes['text'] ?? ''}>
              {description}
            </Text>
          </div>
        ))}
      </Stack>
    </section>
  );
}

function Trackers({ world: { trackers } }: { readonly world: WorldDetail }) {
  const { t } = useTranslation('discover');
  if (trackers.length === 0) return null;
  return (
    <section>
      <Title order={2} size="h3" mb="xs">
        {t('world.trackers')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('world.trackersHint')}
      </Text>
      <List>
        {trackers.map(({ key, label, kind }) => (
          <List.Item key={key}>
            <Group gap="xs">
              {label}
              <Text span size="sm" c="dimmed">
                {t(`world.trackerKinds.${kind}`)}
              </Text>
            </Group>
          </List.Item>
        ))}
      </List>
    </section>
  );
}
