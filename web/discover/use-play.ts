/** One click to a story: the sign-in there is, or a guest; the journey in the world that waits to begin, or a new one; and there. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { game } from '../game/game.ts';
import { usePlayAsGuest } from '../game/sign-in.ts';
import { chooseBeforehand } from '../models/chosen-beforehand.ts';
import { notBegunIn } from './not-begun.ts';

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
      const wasNobody = game.token === null;
      const me = await playAsGuest();
      const waiting = wasNobody ? undefined : notBegunIn(worldId, await game.api.journeys.list());
      const character = { name: name?.trim() || me.name, about: about?.trim() ?? '' };
      const journeyId = waiting ? waiting.journeyId : (await game.api.journeys.create({ worldId, ...character })).journeyId;
      if (waiting && (name?.trim() || about?.trim())) await game.api.journeys.join({ journeyId, ...character });
      if (narratorId) chooseBeforehand(journeyId, narratorId);
      return { journeyId };
    },
    onSuccess: ({ journeyId }) => {
      void queries.invalidateQueries({ queryKey: ['journeys'] });
      goTo(`/journeys/${journeyId}`);
    },
  });
}
