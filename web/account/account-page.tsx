/** Who one is here, where one is signed in, what is kept, and how to leave. */
import { Button, Group, Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Me } from '#sdk/index.ts';
import { useMe } from '../game/sign-in.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { ChangePassword } from './change-password.tsx';
import { DeleteAccount } from './delete-account.tsx';
import { Devices } from './devices.tsx';
import { EmailState } from './email-state.tsx';
import { ExportData } from './export-data.tsx';
import { ForPlayers } from './for-players.tsx';
import { KeepJourneys } from './keep-journeys.tsx';
import { NameForm } from './name-form.tsx';
import { Section } from './section.tsx';
import { SignOutButton } from './sign-out-button.tsx';

export function AccountPage() {
  const { t } = useTranslation('account');
  const me = useMe().data;
  usePageTitle(t('account.title'));
  return (
    <Stack maw="42rem" gap="xl">
      <Title>{t('account.title')}</Title>
      <ForPlayers>{me && <Account me={me} />}</ForPlayers>
    </Stack>
  );
}

function Account({ me }: { readonly me: Me }) {
  const { t } = useTranslation('account');
  const isGuest = me.kind === 'guest';
  return (
    <>
      {isGuest && (
        <Section title={t('keep.title')} text={t('keep.text')}>
          <KeepJourneys />
          <Group>
            <Button component={Link} href="/sign-up?returnTo=/account">
              {t('signUp.submit')}
            </Button>
            <Button component={Link} href="/sign-in?returnTo=/account" variant="default">
              {t('account.haveOne')}
            </Button>
          </Group>
        </Section>
      )}
      <Section title={t('account.you')}>
        <NameForm me={me} />
        {!isGuest && <EmailState me={me} />}
      </Section>
      {me.providers.includes('password') && (
        <Section title={t('password.title')} text={t('password.text')}>
          <ChangePassword email={me.email ?? ''} />
        </Section>
      )}
      <Section title={t('devices.title')} text={t(isGuest ? 'devices.guest' : 'devices.text')}>
        <Devices />
        {!isGuest && (
          <Group>
            <SignOutButton />
          </Group>
        )}
      </Section>
      <Section title={t('export.title')} text={t('export.text')}>
        <ExportData />
      </Section>
      <Section title={t(isGuest ? 'delete.titleGuest' : 'delete.title')} text={t('delete.text')}>
        <DeleteAccount />
      </Section>
    </>
  );
}
