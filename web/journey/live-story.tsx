/** A live journey: toolbar, story and composer, with trackers, people and world beside them. */
import { useCallback, useRef } from 'react';
import { Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { WorldDetail } from '#sdk/index.ts';
import { AskedTurn } from '../context/asked-turn.tsx';
import type { LiveJourney } from '../game/use-journey.ts';
import { Composer } from './composer/composer.tsx';
import composerClasses from './composer/composer.module.css';
import { ConnectionNote } from './composer/connection-note.tsx';
import { Suggestions } from './composer/suggestions.tsx';
import { TurnStatus } from './composer/turn-status.tsx';
import { useActions } from './composer/use-actions.ts';
import { useDraft } from './composer/use-draft.ts';
import { StoryControls } from './controls/story-controls.tsx';
import { JourneyEnded } from './journey-ended.tsx';
import { JourneyToolbar } from './journey-toolbar.tsx';
import { NameNudge } from './name-nudge.tsx';
import { OutcomeNotice } from './outcome-notice.tsx';
import { StoryPanel } from './panel/story-panel.tsx';
import { Story } from './story/story.tsx';
import { useModelNames } from './use-model-names.ts';
import { useVisibleHeight } from './use-visible-height.ts';
import classes from './journey.module.css';

interface LiveStoryProps {
  readonly journey: LiveJourney;
  readonly world: WorldDetail | undefined;
  readonly failure: unknown;
  readonly onRejoin: () => void;
}

export function LiveStory({ journey, world, failure, onRejoin }: LiveStoryProps) {
  const { t } = useTranslation('journey');
  const { state, session, status } = journey;
  const isWide = useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false });
  const [isSideOpen, side] = useDisclosure(true);
  const [isDrawerOpen, drawer] = useDisclosure(false);
  const { draft, changeDraft } = useDraft(session.journeyId);
  const actions = useActions(journey, draft, changeDraft);
  const modelNames = useModelNames();
  const box = useRef<HTMLTextAreaElement>(null);
  const page = useRef<HTMLDivElement>(null);
  const toBox = useCallback(() => box.current?.focus(), []);
  const toStory = useCallback(() => page.current?.querySelector<HTMLElement>('[role="log"]')?.focus(), []);
  useVisibleHeight();

  const unsent = draft.sent.filter(({ turnId }) => turnId !== state.current?.turnId);
  const isUntouched = state.passages.length === 0 && !state.current && state.queue.length === 0;
  const suggest = (text: string) => {
    changeDraft((now) => ({ ...now, mode: 'do', text }));
    toBox();
  };
  const sidePanel = <StoryPanel journey={journey} world={world} modelNames={modelNames} />;
  return (
    <div ref={page} className={classes['page']}>
      <div className={classes['main']}>
        <JourneyToolbar
          journey={journey}
          isPanelOpen={isWide ? isSideOpen : isDrawerOpen}
          onPanel={isWide ? side.toggle : drawer.toggle}
        />
        <Story journey={journey} world={world} modelNames={modelNames} actions={actions} toBox={toBox}>
          <StoryControls journey={journey} retry={actions.retry} toBox={toBox} />
          <NameNudge journey={journey} />
        </Story>
        <div className={composerClasses['dock']}>
          <div className={composerClasses['inside']}>
            {status === 'closed' ? (
              failure !== null && <JourneyEnded failure={failure} onRejoin={onRejoin} isBelowStory />
            ) : (
              <>
                <ConnectionNote status={status} unsent={unsent.length} />
                <TurnStatus journey={journey} onGone={toBox} />
                {actions.failed && (
                  <OutcomeNotice failed={actions.failed} journey={journey} actions={actions} onClose={actions.dismiss} />
                )}
                {isUntouched && draft.text === '' && draft.sent.length === 0 && (
                  <Suggestions suggestions={state.suggestions} onChoose={suggest} />
                )}
                <Composer
                  journey={journey}
                  draft={draft}
                  changeDraft={changeDraft}
                  send={actions.send}
                  box={box}
                  hasNotice={actions.failed !== null}
                />
              </>
            )}
          </div>
        </div>
      </div>
      {isWide && isSideOpen && (
        <aside className={classes['side']} aria-label={t('panel.label')}>
          {sidePanel}
        </aside>
      )}
      <AskedTurn journeyId={session.journeyId} onClosed={toStory} />
      <Drawer
        opened={!isWide && isDrawerOpen}
        onClose={drawer.close}
        position="right"
        size="min(24rem, 92vw)"
        title={t('panel.label')}
        closeButtonProps={{ 'aria-label': t('panel.close') }}
      >
        {sidePanel}
      </Drawer>
    </div>
  );
}
