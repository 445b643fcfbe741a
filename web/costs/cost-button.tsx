/** What the last turn took, or the next one will; opens the costs of this journey. */
import { Button, Drawer, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Trans, useTranslation } from 'react-i18next';
import { Credits } from '../format/credits-text.tsx';
import type { LiveJourney } from '../game/use-journey.ts';
import { ChartIcon } from '../shell/icons.tsx';
import { CostPanel } from './cost-panel.tsx';
import { LikelyPrice } from './quote-price.tsx';
import { shownAmount } from './turn-costs.ts';
import classes from './costs.module.css';

export function CostButton({ journey }: { readonly journey: LiveJourney }) {
  const { t } = useTranslation('costs');
  const [opened, { open, close }] = useDisclosure(false);
  const { me } = journey.state;
  const last = me?.costs.at(-1);
  return (
    <>
      <Button
        variant="default"
        size="sm"
        px="sm"
        fw={400}
        aria-haspopup="dialog"
        flex="none"
        leftSection={<ChartIcon size={16} />}
        onClick={open}
        disabled={!me}
      >
        {/* Beside a price alone nobody would hear what the button opens. */}
        {me && <VisuallyHidden>{t('titleOf')}&nbsp;</VisuallyHidden>}
        {last && (
          <span data-figure="last">
            <Trans
              t={t}
              i18nKey="lastTurn"
              components={{
                words: <span className={classes['wideWords']} />,
                amount: <Credits {...shownAmount({ ...last, worth: last.wouldHaveCost })} />,
              }}
            />
          </span>
        )}
        {me && !last && (
          <>
            <span className={classes['narrowWord']} aria-hidden>
              {t('title')}
            </span>
            <span className={classes['wideWords']}>
              <LikelyPrice quote={me.quote} />
            </span>
          </>
        )}
        {!me && t('title')}
      </Button>
      <Drawer
        opened={opened}
        onClose={close}
        position="right"
        size="34rem"
        title={t('title')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <CostPanel journey={journey} />
      </Drawer>
    </>
  );
}
