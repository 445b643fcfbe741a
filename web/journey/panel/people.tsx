/** Who plays this journey, on which AI model, and how to bring others in. */
import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { PlayerSnapshot } from '#sdk/index.ts';
import type { LiveJourney } from '../../game/use-journey.ts';
import { CharacterForm } from './character-form.tsx';
import { Invite } from './invite.tsx';
import classes from './panel.module.css';

interface PeopleProps {
  readonly journey: LiveJourney;
  readonly modelNames: ReadonlyMap<string, string>;
}

export function People({ journey, modelNames }: PeopleProps) {
  const { t } = useTranslation('journey');
  const [isEditing, edit] = useDisclosure(false);
  const { state, session } = journey;
  const { me } = state;
  return (
    <Stack gap="lg">
      <section aria-labelledby="players">
        <Title order={2} size="h5" id="players" mb="xs">
          {t('people.title')}
        </Title>
        <ul className={classes['people']}>
          {state.players.map((player) => (
            <Person
              key={player.playerId}
              player={player}
              isMe={player.playerId === session.playerId}
              modelName={modelNames.get(player.narratorId)}
            />
          ))}
        </ul>
        {me && isEditing && <CharacterForm key={me.name} journey={journey} me={me} onDone={edit.close} />}
        {me && !isEditing && (
          <Button size="compact-md" fz="sm" variant="default" onClick={edit.open}>
            {t('people.edit')}
          </Button>
        )}
      </section>
      <Invite journeyId={session.journeyId} />
    </Stack>
  );
}

interface PersonProps {
  readonly player: PlayerSnapshot;
  readonly isMe: boolean;
  readonly modelName: string | undefined;
}

function Person({ player: { name, about, connected }, isMe, modelName }: PersonProps) {
  const { t } = useTranslation('journey');
  return (
    <li>
      <Group gap="xs">
        <Text fw={600}>{name}</Text>
        {isMe && (
          <Badge size="sm" variant="default" tt="none">
            {t('people.me')}
          </Badge>
        )}
        {!connected && (
          <Text size="xs" c="dimmed">
            {t('people.away')}
          </Text>
        )}
      </Group>
      {about !== '' && <Text size="sm">{about}</Text>}
      {modelName !== undefined && (
        <Text size="xs" c="dimmed">
          {t('people.model', { model: modelName })}
        </Text>
      )}
    </li>
  );
}
