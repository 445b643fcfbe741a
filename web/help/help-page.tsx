/** Where help begins: the articles. */
import { Anchor, Card, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { usePageTitle } from '../shell/page-title.ts';

const ARTICLES = ['credits', 'models'] as const;

export function HelpPage() {
  const { t } = useTranslation('help');
  usePageTitle(t('title'));
  return (
    <Stack gap="xl">
      <Stack gap="xs">
        <Title>{t('title')}</Title>
        <Text size="lg">{t('lead')}</Text>
      </Stack>
      <SimpleGrid component="section" aria-label={t('articles')} cols={{ base: 1, sm: 2 }} spacing="lg">
        {ARTICLES.map((article) => (
          <Card key={article} withBorder bg="var(--raised)" padding="lg">
            <Stack gap="xs">
              <Title order={2} size="h3">
                <Anchor component={Link} href={`/help/${article}`} inherit>
                  {t(`${article}.title`)}
                </Anchor>
              </Title>
              <Text>{t(`${article}.summary`)}</Text>
            </Stack>
          </Card>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
