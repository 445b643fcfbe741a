/** Below a passage: whether it broke off, what it changed, which AI model wrote it and what it cost. */
import { ActionIcon } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import type { CostSnapshot, PassageSnapshot } from '#sdk/index.ts';
import { ContextButton } from '../../context/context-button.tsx';
import { Credits } from '../../format/credits-text.tsx';
import { EditIcon } from '../../shell/icons.tsx';
import { TrackerChanges } from './tracker-changes.tsx';
import classes from './passage.module.css';

export interface PassageFootProps {
  readonly passage: PassageSnapshot;
  /** Trackers' names by their keys; the AI's own are not among them. */
  readonly trackerLabels: ReadonlyMap<string, string>;
  /** The name of the AI model that wrote it. */
  readonly modelName: string | undefined;
  /** What it cost, where the reader may know. */
  readonly cost: CostSnapshot | undefined;
  /** Told while the reader was here: what it changed is pointed out. */
  readonly isNew: boolean;
  readonly isMine: boolean;
  /** Puts a turn of one's own into other words. */
  readonly onEdit: (turnId: string) => void;
}

export function PassageFoot({ passage, trackerLabels, modelName, cost, isNew, isMine, onEdit }: PassageFootProps) {
  const { t } = useTranslation('journey');
  const { journeyId = '' } = useParams();
  const isFree = passage.funding === 'free' && !passage.incomplete;
  return (
    <>
      {passage.incomplete && <p className={classes['incomplete']}>{t('passage.incomplete')}</p>}
      <div className={classes['after']}>
        <TrackerChanges changes={passage.changes} labels={trackerLabels} isNew={isNew} />
        {modelName !== undefined && <span>{t('passage.by', { model: modelName })}</span>}
        {cost && <span>{isFree ? <Credits amount={cost.wouldHaveCost} struck /> : <Credits amount={cost.charged} />}</span>}
        {isFree && <span>{t('passage.freeTurn')}</span>}
        {passage.edited && <span>{t('passage.edited')}</span>}
        {isMine && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="md"
            data-edit
            aria-label={t('controls.edit', { n: passage.n })}
            title={t('controls.edit', { n: passage.n })}
            onClick={() => onEdit(passage.turnId)}
          >
            <EditIcon size={16} />
          </ActionIcon>
        )}
        <ContextButton journeyId={journeyId} n={passage.n} size="md" />
      </div>
    </>
  );
}
