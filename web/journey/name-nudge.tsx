/** Suggests, to whoever plays under a guest's name, to take one of their own. It can be waved off, and nothing waits for it. */
import { Button, CloseButton, Group, Popover } from '@mantine/core';
import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useMe } from '../game/sign-in.ts';
import type { LiveJourney } from '../game/use-journey.ts';
import { CharacterForm } from './panel/character-form.tsx';
import classes from './journey.module.css';

export function NameNudge({ journey }: { readonly journey: LiveJourney }) {
  const { t } = useTranslation('journey');
  const account = useMe().data;
  const [isWavedOff, waveOff] = useLocalStorage({ key: 'imagina-name-nudge-waved-off', defaultValue: false });
  const [isOpen, form] = useDisclosure(false);
  const { me, passages, current } = journey.state;
  const hasGuestName = account?.kind === 'guest' && me?.name === account.name;
  // The first turn comes first.
  if (!me || !hasGuestName || isWavedOff || passages.length === 0 || current) return null;
  return (
    <div className={classes['nudge']}>
      <span>{t('nudge.text', { name: me.name })}</span>
      <Group gap="xs" wrap="nowrap">
        <Popover opened={isOpen} onChange={form.set} trapFocus returnFocus width={320} position="top-end" shadow="md">
          <Popover.Target>
            <Button size="compact-md" fz="sm" variant="default" onClick={form.toggle}>
              {t('nudge.choose')}
            </Button>
          </Popover.Target>
          <Popover.Dropdown aria-label={t('people.edit')}>
            <CharacterForm journey={journey} me={me} onDone={form.close} />
          </Popover.Dropdown>
        </Popover>
        <CloseButton size="md" aria-label={t('nudge.close')} onClick={() => waveOff(true)} />
      </Group>
    </div>
  );
}
