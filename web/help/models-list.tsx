/** The AI models of this server with their prices, one a card: a table of so many columns would be cut off. */
import { Badge, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NarratorView } from '#sdk/index.ts';
import { countText } from '../format/numbers.ts';
import classes from './help.module.css';

const MINUTE_MS = 60_000;

export function ModelsList({ models }: { readonly models: readonly NarratorView[] }) {
  return (
    <Stack gap="md" className={classes['plain'] ?? ''}>
      {models.map((model) => (
        <Model key={model.narratorId} model={model} />
      ))}
    </Stack>
  );
}

function Model({ model }: { readonly model: NarratorView }) {
  const { t } = useTranslation('help');
  const { prices, promptTokens, passageTokens, cacheLifetimeMs } = model;
  const tokens = (count: number) => t('models.tiers.tokens', { count, text: countText(count) });
  return (
    <Card withBorder bg="var(--raised)" component="article" aria-label={model.name}>
      <Group gap="xs" mb={4}>
        <Title order={3} size="h4">
          {model.name}
        </Title>
        <Badge variant="default" tt="none">
          {t(`models.tier.${model.tier}`)}
        </Badge>
        <Badge variant="default" tt="none">
          {t(model.freeEligible ? 'models.tiers.free' : 'models.tiers.creditsOnly')}
        </Badge>
        {model.isDefault && (
          <Badge variant="light" tt="none">
            {t('models.tiers.default')}
          </Badge>
        )}
      </Group>
      <Text size="sm">{model.description}</Text>
      <SimpleGrid component="dl" cols={{ base: 2, sm: 3 }} spacing="xs" mb={0} mt="sm">
        <Fact name={t('models.tiers.readPrice')} value={countText(Number(prices.input))} />
        <Fact name={t('models.tiers.warmPrice')} value={countText(Number(prices.cacheRead))} />
        <Fact name={t('models.tiers.writePrice')} value={countText(Number(prices.output))} />
        <Fact name={t('models.tiers.reads')} value={tokens(promptTokens)} />
        <Fact name={t('models.tiers.writes')} value={tokens(passageTokens)} />
        <Fact
          name={t('models.tiers.memory')}
          value={t('models.tiers.minutes', { count: Math.round(cacheLifetimeMs / MINUTE_MS) })}
        />
      </SimpleGrid>
    </Card>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" size="sm" fw={600} m={0}>
        {value}
      </Text>
    </div>
  );
}
