/** The frame of an article: its title, what it has, and a way to each section. */
import type { ReactNode } from 'react';
import { Anchor, Grid, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { usePageTitle } from '../shell/page-title.ts';
import classes from './help.module.css';

interface HelpArticleProps {
  readonly title: string;
  readonly summary: string;
  readonly sections: readonly { readonly id: string; readonly title: string }[];
  readonly children: ReactNode;
}

export function HelpArticle({ title, summary, sections, children }: HelpArticleProps) {
  const { t } = useTranslation('help');
  usePageTitle(title);
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Stack component="article" gap="xl" className={classes['article'] ?? ''}>
          <Stack gap="xs">
            <Anchor component={Link} href="/help" ff="text" size="sm">
              {t('title')}
            </Anchor>
            <Title>{title}</Title>
            <Text size="lg" c="dimmed" ff="text">
              {summary}
            </Text>
          </Stack>
          {children}
        </Stack>
      </Grid.Col>
      <Grid.Col span={4} visibleFrom="md">
        <Stack component="nav" aria-label={t('onThisPage')} gap="xs" className={classes['contents'] ?? ''}>
          <Text size="sm" fw={600}>
            {t('onThisPage')}
          </Text>
          {sections.map(({ id, title: text }) => (
            <Anchor key={id} href={`#${id}`} size="sm">
              {text}
            </Anchor>
          ))}
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
