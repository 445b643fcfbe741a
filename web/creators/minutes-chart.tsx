/** Spent and earned, minute by minute. The table beside it says the same to who cannot see it. */
import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.layer.css';
import { useTranslation } from 'react-i18next';
import { creditsText } from '../format/credits.ts';
import { timeText } from '../format/times.ts';
import type { MinuteFigures } from './live-figures.ts';

/** Pixels between the times below it. */
const TICK_GAP = 40;

export function MinutesChart({ minutes }: { readonly minutes: readonly MinuteFigures[] }) {
  const { t } = useTranslation('creators');
  return (
    <BarChart
      h={220}
      data={minutes.map(({ at, spent, earned }) => ({ minute: timeText(at), spent, earned }))}
      dataKey="minute"
      series={[
        { name: 'spent', label: t('world.spent'), color: 'ember.5' },
        { name: 'earned', label: t('world.earned'), color: 'teal.6' },
      ]}
      valueFormatter={(microcredits) => creditsText(microcredits)}
      withLegend
      tickLine="none"
      xAxisProps={{ interval: 'equidistantPreserveStart', minTickGap: TICK_GAP }}
      barProps={{ isAnimationActive: false }}
      barChartProps={{ accessibilityLayer: false }}
      aria-hidden="true"
    />
  );
}
