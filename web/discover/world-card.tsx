/** A world as one card: what it is, and the button that plays it. */
import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { WorldSummary } from '#sdk/index.ts';
import { game } from '../game/game.ts';
import { usePlayAsGuest } from '../game/sign-in.ts';
import { Failure } from '../shell/failure.tsx';

export function WorldCard({ world }: { readonly world: WorldSummary }) {
  const { t } = useTranslation('discover');
  const [, goTo] = useLocation();
  const playAsGuest = usePlayAsGuest();
  const play = useMutation({
    mutationFn: async () => {
      const me = await playAsGuest();
      return game.api.journeys.create({ worldId: world.worldId, name: me.name });
    },
    onSuccess: ({ journeyId }) => goTo(`/journeys/${journeyId}`),
  });
  return (
    <Card withBorder bg="var(--raised)">
      <Stack gap="sm">
        <Title order={2} size="h3">
          {world.name}
        </Title>
        <Text>{world.tagline}</Text>
        <Group gap="xs">
          {world.tags.map((tag) => (
            <Badge key={tag} variant="default" tt="none">
              {tag}
            </Badge>
          ))}
        </Group>
        {play.isError && <Failure failure={play.error} />}
        <Button loading={play.isPending} onClick={() => play.mutate()}>
          {t('play')}
        </Button>
      </Stack>
    </Card>
  );
}
