/** A world as one card: what it is, and the button that plays it. */
import { Button, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { WorldSummary } from '#sdk/index.ts';
import { Failure } from '../shell/failure.tsx';
import classes from './discover.module.css';
import { usePlay } from './use-play.ts';
import { WorldCover } from './world-cover.tsx';
import { WorldFacts } from './world-facts.tsx';

export function WorldCard({ world, first }: { readonly world: WorldSummary; readonly first: boolean }) {
  const { t } = useTranslation('discover');
  const play = usePlay();
  const { worldId, name, tagline, tags, cover } = world;
  return (
    <article className={classes['card']}>
      <WorldCover name={name} cover={cover} first={first} />
      <div className={classes['body']}>
        <Title order={3} size="h3">
          <Link href={`/worlds/${worldId}`} className={classes['name'] ?? ''}>
            {name}
          </Link>
        </Title>
        <Text>{tagline}</Text>
        {tags.length > 0 && (
          <Text size="sm" c="dimmed">
            {tags.join(' · ')}
          </Text>
        )}
        <div className={classes['end']}>
          <WorldFacts world={world} />
        </div>
        {play.isError && <Failure failure={play.error} />}
        <Button size="md" loading={play.isPending} aria-label={t('playWorld', { name })} onClick={() => play.mutate({ worldId })}>
          {t('play')}
        </Button>
      </div>
    </article>
  );
}
