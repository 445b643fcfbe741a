/** The journey's AI model and what its next turn likely costs; opens the picker, and the settings of one's own turns. */
import { useEffect, useState } from 'react';
import { Button, Drawer, Tabs } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { LikelyPrice } from '../costs/quote-price.tsx';
import type { LiveJourney } from '../game/use-journey.ts';
import { Failure } from '../shell/failure.tsx';
import { takeChosenBeforehand } from './chosen-beforehand.ts';
import { JourneyModels } from './journey-models.tsx';
import { TurnSettings } from './turn-settings.tsx';
import { useNarratorsOfJourney } from './use-narrators.ts';
import classes from './model-picker-button.module.css';

export function ModelPickerButton({ journey }: { readonly journey: LiveJourney }) {
  const { t } = useTranslation('models');
  const [opened, { open, close }] = useDisclosure(false);
  const narrators = useNarratorsOfJourney(journey.session.journeyId);
  const failure = useChosenBeforehand(journey);
  const quote = journey.state.me?.quote;
  const name = narrators.data?.find(({ narratorId }) => narratorId === quote?.narratorId)?.name;
  return (
    <>
      <Button variant="default" size="sm" px="sm" miw={0} aria-haspopup="dialog" onClick={open} disabled={!quote}>
        <span className={classes['face']}>
          <span className={classes['name']}>{name ?? t('button')}</span>
          {quote && (
            <span className={classes['price']}>
              <LikelyPrice quote={quote} />
            </span>
          )}
        </span>
      </Button>
      <Drawer
        opened={opened}
        onClose={close}
        position="right"
        size="30rem"
        title={t('title')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {failure !== null && <Failure failure={failure} />}
        <Tabs defaultValue="model" keepMounted={false}>
          <Tabs.List mb="md" grow>
            <Tabs.Tab value="model">{t('tab.model')}</Tabs.Tab>
            <Tabs.Tab value="settings">{t('tab.settings')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="model">
            <JourneyModels journey={journey} />
          </Tabs.Panel>
          <Tabs.Panel value="settings">
            <TurnSettings journey={journey} />
          </Tabs.Panel>
        </Tabs>
      </Drawer>
    </>
  );
}

/** Takes the choice that was made on the world's page; why it could not be, if so. */
function useChosenBeforehand({ session, state: { me } }: LiveJourney): unknown {
  const [failure, setFailure] = useState<unknown>(null);
  const isHere = me !== null;
  useEffect(() => {
    if (!isHere) return;
    const narratorId = takeChosenBeforehand(session.journeyId);
    if (narratorId !== null) session.chooseNarrator(narratorId).catch(setFailure);
  }, [session, isHere]);
  return failure;
}
