/** One of my worlds: now, the last day, ever. */
import { Badge, Button, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { OwnWorld } from '#sdk/index.ts';
import { WorldCover } from '../discover/world-cover.tsx';
import { creditsText } from '../format/credits.ts';
import { countText } from '../format/numbers.ts';

export function OwnWorldCard({ world }: { readonly world: OwnWorld }) {
  const { t } = useTranslation('creators');
  const { worldId, name, cover, version, playersNow, journeysNow } = world;
  return (
    <Card withBorder bg="var(--raised)" component="article" aria-labelledby={`world-${worldId}`}>
      <Card.Section>
        <WorldCover cover={cover} name={name} />
      </Card.Section>
      <Stack gap="sm" mt="md">
        <Title order={2} size="h3" id={`world-${worldId}`}>
          {name}
        </Title>
        <Group gap="xs">
          <Badge variant={playersNow > 0 ? 'light' : 'default'} tt="none">
            {t('playersNow', { count: playersNow })}
          </Badge>
          <Badge variant="default" tt="none">
            {t('journeysNow', { count: journeysNow })}
          </Badge>
          <Badge variant="default" tt="none">
            {t('version', { version })}
          </Badge>
        </Group>
        <SimpleGrid component="dl" cols={2} m={0}>
          <Sums name={t('lastDay')} sums={world.last24h} />
          <Sums name={t('ever')} sums={world.ever} />
        </SimpleGrid>
        <Button component={Link} href={`/create/worlds/${worldId}`}>
          {t('watch')}
        </Button>
      </Stack>
    </Card>
  );
}

function Sums({ name, sums: { turns, earned } }: { readonly name: string; readonly sums: OwnWorld['ever'] }) {
  const { t } = useTranslation('creators');
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0}>
        {t('turns', { count: turns, text: countText(turns) })}
      </Text>
      <Text component="dd" m={0} data-amount={earned}>
        {t('earned', { text: creditsText(earned) })}
      </Text>
    </div>
  );
}
