/** Credits by day, in one bar the worlds upon each other. The table below says the same to who does not see it. */
import '@mantine/charts/styles.layer.css';
import { BarChart } from '@mantine/charts';
import { useTranslation } from 'react-i18next';
import { utcDayOfYearText } from '../../format/times.ts';
import type { DaysChart } from './spending-by-day.ts';

const COLORS = ['ember.5', 'teal.6', 'grape.5', 'blue.5', 'pink.6', 'gray.6'];
const HEIGHT = 280;
const amounts = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

export function SpendingChart({ chart: { days, worlds } }: { readonly chart: DaysChart }) {
  const { t } = useTranslation('dashboard');
  const series = worlds.map(({ worldId, name }, index) => ({
    name: worldId,
    label: name || t('spending.others'),
    color: COLORS[index] ?? 'gray.6',
  }));
  return (
    <div aria-hidden="true">
      <BarChart
        h={HEIGHT}
        data={days.map((day) => ({ ...day, day: utcDayOfYearText(String(day['day'])) }))}
        dataKey="day"
        type="stacked"
        series={series}
        withLegend={series.length > 1}
        valueFormatter={(value) => amounts.format(value)}
        yAxisLabel={t('spending.axis')}
        barChartProps={{ accessibilityLayer: false }}
        barProps={{ isAnimationActive: false }}
      />
    </div>
  );
}
