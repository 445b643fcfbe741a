/** The frame of every page: brand, navigation, wallet, account; below it the page. */
import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { Box, Burger, Container, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Link, useRoute } from 'wouter';
import { CreditsPopover } from '../wallet/credits-popover.tsx';
import { AccountMenu } from './account-menu.tsx';
import { ColorSchemeButton } from './color-scheme-button.tsx';
import { Places } from './places.tsx';
import { SignedOutNote } from './signed-out-note.tsx';
import { useFocusOnNewPage } from './use-focus-on-new-page.ts';
import classes from './shell.module.css';

/** Loaded with the first press: most who come have a wide screen, or stay on the page. */
const PhoneMenu = lazy(async () => ({ default: (await import('./phone-menu.tsx')).PhoneMenu }));

export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('shell');
  const [menuWanted, setMenuWanted] = useState(false);
  const [menuOpen, menu] = useDisclosure(false, { onOpen: () => setMenuWanted(true) });
  const [inJourney] = useRoute('/journeys/:journeyId');
  const content = useFocusOnNewPage();
  return (
    <>
      <a className={classes['skip']} href="#content">
        {t('skipToContent')}
      </a>
      <header className={classes['header']}>
        <Group h="100%" px="md" gap="xs" wrap="nowrap" justify="space-between">
          <Group className={classes['ways'] ?? ''} wrap="nowrap">
            <Burger
              size="sm"
              hiddenFrom="md"
              opened={menuOpen}
              onClick={menu.toggle}
              aria-label={t('menu')}
              aria-expanded={menuOpen}
            />
            <Link href="/" className={classes['brand'] ?? ''}>
              <img src="/flame.svg" alt="" width={26} height={26} />
              <span>{t('brand')}</span>
            </Link>
            <Group component="nav" gap="xs" wrap="nowrap" visibleFrom="md" aria-label={t('navigation')}>
              <Places />
            </Group>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <CreditsPopover />
            <Box visibleFrom="md">
              <ColorSchemeButton />
            </Box>
            <AccountMenu />
          </Group>
        </Group>
      </header>
      {menuWanted && (
        <Suspense fallback={null}>
          <PhoneMenu opened={menuOpen} onClose={menu.close} />
        </Suspense>
      )}
      {!inJourney && <SignedOutNote />}
      {inJourney ? (
        <Box component="main" id="content" ref={content} tabIndex={-1} className={classes['content'] ?? ''}>
          {children}
        </Box>
      ) : (
        <Container
          component="main"
          id="content"
          ref={content}
          tabIndex={-1}
          className={classes['content'] ?? ''}
          size="lg"
          py="xl"
        >
          {children}
        </Container>
      )}
    </>
  );
}
