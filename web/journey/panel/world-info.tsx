/** The world that is played: who lives there, and what its creator says of it. */
import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { WorldDetail } from '#sdk/index.ts';
import classes from './panel.module.css';

export function WorldInfo({ world }: { readonly world: WorldDetail | undefined }) {
  const { t } = useTranslation('journey');
  if (!world) return <Text c="dimmed">{t('world.gone')}</Text>;
  const { worldId, characters, creatorNotes, creatorName, tags } = world;
  return (
    <Stack gap="lg">
      {characters.length > 0 && (
        <section aria-labelledby="characters">
          <Title order={2} size="h5" id="characters" mb="xs">
            {t('world.characters')}
          </Title>
          <dl className={classes['characters']}>
            {characters.map(({ name, description }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{description}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {creatorNotes !== '' && (
        <section aria-labelledby="notes">
          <Title order={2} size="h5" id="notes" mb="xs">
            {t('world.notes')}
          </Title>
          <Text size="sm" className={classes['notes']}>
            {creatorNotes}
          </Text>
        </section>
      )}
      <Group gap="xs">
        {tags.map((tag) => (
          <Badge key={tag} variant="default" tt="none">
            {tag}
          </Badge>
        ))}
      </Group>
      <Text size="sm" c="dimmed">
        {t('world.by', { name: creatorName })} <Link href={`/worlds/${worldId}`}>{t('world.page')}</Link>
      </Text>
    </Stack>
  );
}
