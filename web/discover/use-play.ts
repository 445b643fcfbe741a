/** One click to a story: the sign-in there is, or a guest; a journey in the world; and there. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { game } from '../game/game.ts';
import { usePlayAsGuest } from '../game/sign-in.ts';
import { chooseBeforehand } from '../models/chosen-beforehand.ts';

export interface PlayAs {
  readonly worldId: string;
  /** The AI model to begin with; else the server's usual one. */
  readonly narratorId?: string | null;
  /** What the others and the AI call one; else the player's own name. */
  readonly name?: string;
  /** One line about who one plays. */
  readonly about?: string;
}

export function usePlay() {
  const queries = useQueryClient();
  const [, goTo] = useLocation();
  const playAsGuest = usePlayAsGuest();
  return useMutation({
    mutationFn: async ({ worldId, narratorId, name, about }: PlayAs) => {
      const me = await playAsGuest();
      const journey = await game.api.journeys.create({ worldId, name: name?.trim() || me.name, about: about?.trim() ?? '' });
      if (narratorId) chooseBeforehand(journey.journeyId, narratorId);
      return journey;
    },
    onSuccess: ({ journeyId }) => {
      void queries.invalidateQueries({ queryKey: ['journeys'] });
      goTo(`/journeys/${journeyId}`);
    },
  });
}
