/** The newest turns as bars, oldest first: full ones were paid, hatched ones are what free turns were worth. */
import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { Box, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { creditsText } from '../format/credits.ts';
import type { TurnCost } from './turn-costs.ts';
import classes from './costs.module.css';

interface CostChartProps {
  /** Newest first. */
  readonly costs: readonly TurnCost[];
  readonly height: number;
}

/** The same numbers stand in the table below it, so it is hidden from who listens. */
export function CostChart({ costs, height }: CostChartProps) {
  const { t } = useTranslation('costs');
  const data = costs.toReversed().map(({ n, charged, worth, funding }) => ({
    turn: n === null ? '–' : String(n),
    paid: charged,
    free: funding === 'free' ? worth : 0,
  }));
  return (
    <Box aria-hidden="true">
      <BarChart
        h={height}
        data={data}
        dataKey="turn"
        type="stacked"
        accessibilityLayer={false}
        series={[
          { name: 'paid', label: t('chart.paid'), color: 'var(--mantine-primary-color-filled)' },
          { name: 'free', label: t('chart.free'), color: 'var(--mantine-color-dimmed)' },
        ]}
        barProps={({ name }) =>
          name === 'free' ? { fill: 'url(#free-turn)', stroke: 'var(--mantine-color-dimmed)', strokeOpacity: 1 } : {}
        }
        maxBarWidth={28}
        valueFormatter={(amount) => creditsText(amount)}
        tooltipProps={{ isAnimationActive: false }}
        yAxisProps={{ width: 48 }}
      >
        <defs>
          <pattern id="free-turn" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line x1="0" y1="0" x2="0" y2="6" stroke="var(--mantine-color-dimmed)" strokeWidth="2.5" />
          </pattern>
        </defs>
      </BarChart>
      <Group gap="lg" justify="center">
        <Key name="paid" text={t('chart.paid')} />
        <Key name="free" text={t('chart.free')} />
      </Group>
    </Box>
  );
}

function Key({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <Text size="sm" className={classes['key'] ?? ''}>
      <span className={classes['swatch']} data-key={name} />
      {text}
    </Text>
  );
}
