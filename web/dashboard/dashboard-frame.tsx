/** What the pages about one's credits share: their ways to each other, and what stands there for who has no wallet yet. */
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { usePageTitle } from '../shell/page-title.ts';
import { ForPlayers } from '../account/for-players.tsx';
import classes from './dashboard.module.css';

const PAGES = [
  { href: '/dashboard', text: 'pages.overview' },
  { href: '/history', text: 'pages.history' },
  { href: '/spending', text: 'pages.spending' },
  { href: '/limits', text: 'pages.limits' },
  { href: '/packs', text: 'pages.packs' },
] as const;

interface DashboardFrameProps {
  readonly title: string;
  readonly lead?: string;
  /** Whether the page has something to show to who is not signed in. */
  readonly open?: boolean;
  readonly children: ReactNode;
}

export function DashboardFrame({ title, lead, open = false, children }: DashboardFrameProps) {
  const { t } = useTranslation('dashboard');
  usePageTitle(title);
  const [location] = useLocation();
  const pages = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone not all of them have room beside each other. Only the row scrolls, not the page.
    const row = pages.current;
    const here = row?.querySelector('[aria-current="page"]');
    if (row && here) row.scrollLeft += here.getBoundingClientRect().right - row.getBoundingClientRect().right;
  }, []);
  return (
    <Stack gap="lg">
      <nav ref={pages} className={classes['pages']} aria-label={t('pages.label')}>
        {PAGES.map(({ href, text }) => (
          <Link
            key={href}
            href={href}
            aria-current={href === location ? 'page' : undefined}
            className={`${classes['page'] ?? ''} ${href === location ? (classes['here'] ?? '') : ''}`}
          >
            {t(text)}
          </Link>
        ))}
      </nav>
      <Stack gap={4}>
        <Title>{title}</Title>
        {lead && (
          <Text c="dimmed" maw="46rem">
            {lead}
          </Text>
        )}
      </Stack>
      {open ? children : <ForPlayers>{children}</ForPlayers>}
    </Stack>
  );
}
