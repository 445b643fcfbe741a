/** "Picking an AI model", with the models and prices of this server as they are now. */
import { Anchor, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { game } from '../game/game.ts';
import { Failure } from '../shell/failure.tsx';
import { Loading } from '../shell/loading.tsx';
import { HelpArticle } from './help-article.tsx';
import { HelpSection } from './help-section.tsx';
import { ModelsList } from './models-list.tsx';

const SECTIONS = ['choose', 'advice', 'tiers', 'warm', 'length', 'why'] as const;

export function ModelsArticle() {
  const { t } = useTranslation('help');
  const models = useQuery({ queryKey: ['models'], queryFn: () => game.api.narrators({}) });
  if (models.isError) return <Failure failure={models.error} onAgain={() => void models.refetch()} />;
  if (!models.data) return <Loading />;
  return (
    <HelpArticle
      title={t('models.title')}
      summary={t('models.summary')}
      sections={SECTIONS.map((id) => ({ id, title: t(`models.${id}.title`) }))}
    >
      <HelpSection id="choose" title={t('models.choose.title')}>
        <Text inherit>{t('models.choose.text')}</Text>
      </HelpSection>
      <HelpSection id="advice" title={t('models.advice.title')}>
        <List>
          <List.Item>{t('models.advice.short')}</List.Item>
          <List.Item>{t('models.advice.standard')}</List.Item>
          <List.Item>{t('models.advice.premium')}</List.Item>
        </List>
      </HelpSection>
      <HelpSection id="tiers" title={t('models.tiers.title')}>
        <Text inherit>{t('models.tiers.text', { version: models.data[0]?.priceVersion })}</Text>
        <ModelsList models={models.data} />
      </HelpSection>
      <HelpSection id="warm" title={t('models.warm.title')}>
        <Text inherit>{t('models.warm.text')}</Text>
      </HelpSection>
      <HelpSection id="length" title={t('models.length.title')}>
        <Text inherit>{t('models.length.text')}</Text>
      </HelpSection>
      <HelpSection id="why" title={t('models.why.title')}>
        <Text inherit>{t('models.why.text')}</Text>
        <Anchor component={Link} href="/help/credits">
          {t('credits.title')}
        </Anchor>
      </HelpSection>
    </HelpArticle>
  );
}
