/** What an account would give a guest who has run out, as the way to it. Nothing for who has one. */
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { creditsText } from '../format/credits.ts';
import { game } from '../game/game.ts';
import { useMe } from '../game/sign-in.ts';
import { useWayToSignIn } from './use-return-to.ts';

export function GuestGain() {
  const { t } = useTranslation('account');
  const isGuest = useMe().data?.kind === 'guest';
  const terms = useQuery({ queryKey: ['terms'], queryFn: () => game.api.terms(), enabled: isGuest });
  const wayToSignIn = useWayToSignIn();
  if (!isGuest || !terms.data) return null;
  const { welcomeGrant, freeTurnsPerDay } = terms.data;
  return (
    <Anchor component={Link} href={wayToSignIn('/sign-up')} size="sm" underline="always">
      {t(welcomeGrant > 0 ? 'gain.withCredits' : 'gain.turns', {
        count: freeTurnsPerDay.account,
        credits: creditsText(welcomeGrant),
      })}
    </Anchor>
  );
}
