/** The book's first page: its title, and the authored opening. */
import { Divider, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WorldDetail } from '#sdk/index.ts';
import { paragraphsOf } from './fresh-text.tsx';
import passageClasses from './passage.module.css';
import classes from './story.module.css';

interface StoryHeadProps {
  readonly title: string;
  readonly opening: string;
  readonly world: WorldDetail | undefined;
}

export function StoryHead({ title, opening, world }: StoryHeadProps) {
  const { t } = useTranslation('journey');
  return (
    <section className={classes['head']} aria-label={t('opening.label')}>
      <div className={classes['titlePage']}>
        {world?.cover ? <img src={world.cover} alt="" className={classes['cover']} width={640} height={400} /> : <Ornament />}
        <Title order={2} className={classes['title']}>
          {title}
        </Title>
        <Text c="dimmed" fs="italic" className={classes['tagline']}>
          {world?.tagline}
        </Text>
        <Divider w="6rem" mt="md" />
      </div>
      <div className={`${passageClasses['text'] ?? ''} ${passageClasses['opening'] ?? ''}`}>
        {paragraphsOf(opening).map((paragraph, index) => (
          <p key={index}>{paragraph}</p>
        ))}
      </div>
    </section>
  );
}

function Ornament() {
  return (
    <svg className={classes['ornament']} viewBox="0 0 120 24" aria-hidden="true">
      <path d="M4 12h40M76 12h40M60 2c4.5 5 6.5 7.6 6.5 11a6.5 6.5 0 0 1-13 0c0-2.6 1-4.5 2.8-6.2.3 2.4 1 3.4 1.9 3.4C60 8.8 58.9 5.3 60 2z" />
    </svg>
  );
}
