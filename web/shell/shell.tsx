/** The frame of every page: brand, navigation, wallet, account; below it the page. */
import type { ReactNode } from 'react';
import { Box, Burger, Container, Drawer, Group, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Link, useRoute } from 'wouter';
import { CreditsPopover } from '../wallet/credits-popover.tsx';
import { AccountMenu } from './account-menu.tsx';
import { ColorSchemeButton } from './color-scheme-button.tsx';
import classes from './shell.module.css';

const PLACES = [
  { href: '/', text: 'discover' },
  { href: '/dashboard', text: 'dashboard' },
  { href: '/create', text: 'create' },
  { href: '/help', text: 'help' },
] as const;

export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('shell');
  const [menuOpen, menu] = useDisclosure(false);
  const [inJourney] = useRoute('/journeys/:journeyId');
  return (
    <>
      <a className={classes['skip']} href="#content">
        {t('skipToContent')}
      </a>
      <header className={classes['header']}>
        <Group h="100%" px="md" gap="xs" wrap="nowrap" justify="space-between">
          <Group className={classes['ways'] ?? ''} wrap="nowrap">
            <Burger size="sm" hiddenFrom="sm" opened={menuOpen} onClick={menu.toggle} aria-label={t('menu')} />
            <Link href="/" className={classes['brand'] ?? ''}>
              <img src="/flame.svg" alt="" width={26} height={26} />
              <span>{t('brand')}</span>
            </Link>
            <Group component="nav" gap="xs" visibleFrom="sm" aria-label={t('navigation')}>
              <Places />
            </Group>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <CreditsPopover />
            <Box visibleFrom="sm">
              <ColorSchemeButton />
            </Box>
            <AccountMenu />
          </Group>
        </Group>
      </header>
      <Drawer opened={menuOpen} onClose={menu.close} title={t('brand')} size="16rem" hiddenFrom="sm">
        <Stack component="nav" gap="xs" aria-label={t('navigation')} onClick={menu.close}>
          <Places />
        </Stack>
        <Group mt="lg">
          <ColorSchemeButton />
        </Group>
      </Drawer>
      {inJourney ? (
        <Box component="main" id="content">
          {children}
        </Box>
      ) : (
        <Container component="main" id="content" size="lg" py="xl">
          {children}
        </Container>
      )}
    </>
  );
}

function Places() {
  const { t } = useTranslation('shell');
  return PLACES.map(({ href, text }) => (
    <Link key={href} href={href} className={(active) => `${classes['place'] ?? ''} ${active ? (classes['here'] ?? '') : ''}`}>
      {t(text)}
    </Link>
  ));
}
