/** The link that brings others into this journey. */
import { Button, CopyButton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PLAYERS_PER_JOURNEY_MAX } from '#sdk/index.ts';
import { game } from '../../game/game.ts';
import { LinkIcon } from '../../shell/icons.tsx';

export function Invite({ journeyId }: { readonly journeyId: string }) {
  const { t } = useTranslation('journey');
  const journey = useQuery({ queryKey: ['journey', journeyId], queryFn: () => game.api.journeys.get({ journeyId }) });
  if (!journey.data) return null;
  const link = `${window.location.origin}/join/${journeyId}/${journey.data.invite}`;
  return (
    <section aria-labelledby="invite">
      <Stack gap="xs" align="start">
        <Title order={2} size="h5" id="invite">
          {t('invite.title')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('invite.text', { count: PLAYERS_PER_JOURNEY_MAX })}
        </Text>
        <CopyButton value={link} timeout={3_000}>
          {({ copied, copy }) => (
            <Button size="compact-md" fz="sm" variant="default" leftSection={<LinkIcon size={16} />} onClick={copy}>
              <span role="status">{t(copied ? 'invite.copied' : 'invite.copy')}</span>
            </Button>
          )}
        </CopyButton>
      </Stack>
    </section>
  );
}
