/** An address that leads nowhere. */
import { Button, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { usePageTitle } from './page-title.ts';

export function NotFound() {
  const { t } = useTranslation('shell');
  usePageTitle(t('notFound.title'));
  return (
    <Stack align="start" py="xl">
      <Title>{t('notFound.title')}</Title>
      <Text>{t('notFound.text')}</Text>
      <Button component={Link} href="/">
        {t('notFound.home')}
      </Button>
    </Stack>
  );
}
