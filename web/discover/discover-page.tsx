/** The first page: worlds to play, found by words and tags. One click plays. */
import { Button, SimpleGrid, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { game } from '../game/game.ts';
import { Failure } from '../shell/failure.tsx';
import { Loading } from '../shell/loading.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { GoOn } from './go-on.tsx';
import { SearchBox } from './search-box.tsx';
import { tagsOf } from './tags-of.ts';
import { useJourneys } from './use-journeys.ts';
import { useWorlds, WORLDS_MAX } from './use-worlds.ts';
import { Welcome } from './welcome.tsx';
import { WorldCard } from './world-card.tsx';
import { useWorldFilter } from './world-filter.ts';

const FIRST_CARDS = 3;

export function DiscoverPage() {
  const { t } = useTranslation('discover');
  usePageTitle(undefined);
  const [filter, change] = useWorldFilter();
  const journeys = useJourneys();
  const all = useWorlds();
  const isFiltered = filter.text !== '' || filter.tag !== null;
  const asked = { limit: WORLDS_MAX, ...(filter.text && { q: filter.text }), ...(filter.tag && { tag: filter.tag }) };
  const filtered = useQuery({
    queryKey: ['worlds', filter],
    queryFn: () => game.api.worlds.list(asked),
    enabled: isFiltered,
    placeholderData: keepPreviousData,
  });
  const worlds = isFiltered ? filtered : all;
  const found = worlds.data ?? [];
  if (journeys.isLoading) return <Loading />; // Else what is first would move down once they are here.
  const hasJourneys = journeys.data !== undefined && journeys.data.length > 0;
  return (
    <Stack gap="xl">
      {hasJourneys ? <VisuallyHidden component="h1">{t('titleAgain')}</VisuallyHidden> : <Welcome world={all.data?.[0]} />}
      {hasJourneys && <GoOn journeys={journeys.data} />}
      <Stack component="section" gap="md" aria-label={t('worlds')}>
        <Title order={2} size="h3">
          {t('worlds')}
        </Title>
        <SearchBox filter={filter} onChange={change} tags={tagsOf(all.data ?? [], filter.tag)} />
        {worlds.isPending && <Loading />}
        {worlds.isError && <Failure failure={worlds.error} onAgain={() => void worlds.refetch()} />}
        <VisuallyHidden role="status">{isFiltered && worlds.isSuccess && t('found', { count: found.length })}</VisuallyHidden>
        {worlds.isSuccess && found.length === 0 && (
          <Stack align="start" gap="sm" py="lg">
            <Text>{isFiltered ? t('nothingFound') : t('noWorlds')}</Text>
            {isFiltered && (
              <Button variant="default" onClick={() => change({ text: '', tag: null })}>
                {t('clear')}
              </Button>
            )}
          </Stack>
        )}
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="lg">
          {found.map((world, index) => (
            <WorldCard key={world.worldId} world={world} first={index < FIRST_CARDS} />
          ))}
        </SimpleGrid>
      </Stack>
    </Stack>
  );
}
