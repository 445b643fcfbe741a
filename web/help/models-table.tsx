/** The AI models of this server with their prices, one a row. */
import { Badge, Group, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NarratorView } from '#sdk/index.ts';
import { numberText } from '../format/numbers.ts';
import classes from './help.module.css';

const MINUTE_MS = 60_000;
const COLUMNS = ['model', 'tier', 'reads', 'writes', 'readPrice', 'warmPrice', 'writePrice', 'memory'] as const;

export function ModelsTable({ models }: { readonly models: readonly NarratorView[] }) {
  const { t } = useTranslation('help');
  return (
    <Table.ScrollContainer minWidth={820} className={classes['table'] ?? ''}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {COLUMNS.map((column) => (
              <Table.Th key={column}>{t(`models.tiers.${column}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {models.map((model) => (
            <ModelRow key={model.narratorId} model={model} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function ModelRow({ model }: { readonly model: NarratorView }) {
  const { t } = useTranslation('help');
  const { prices } = model;
  return (
    <Table.Tr>
      <Table.Th scope="row" miw={180}>
        <Group gap={6}>
          {model.name}
          <Badge variant="default" tt="none">
            {t(model.freeEligible ? 'models.tiers.free' : 'models.tiers.creditsOnly')}
          </Badge>
          {model.isDefault && (
            <Badge variant="light" tt="none">
              {t('models.tiers.default')}
            </Badge>
          )}
        </Group>
        <Text size="sm" fw={400} c="dimmed">
          {model.description}
        </Text>
      </Table.Th>
      <Table.Td>{t(`models.tier.${model.tier}`)}</Table.Td>
      <Table.Td>{t('models.tiers.tokens', { count: model.promptTokens })}</Table.Td>
      <Table.Td>{t('models.tiers.tokens', { count: model.passageTokens })}</Table.Td>
      <Table.Td>{numberText(Number(prices.input))}</Table.Td>
      <Table.Td>{numberText(Number(prices.cacheRead))}</Table.Td>
      <Table.Td>{numberText(Number(prices.output))}</Table.Td>
      <Table.Td>{t('models.tiers.minutes', { count: Math.round(model.cacheLifetimeMs / MINUTE_MS) })}</Table.Td>
    </Table.Tr>
  );
}
