/** Buys a pack: opens its page at the payment service and goes there. Who is nobody yet buys as a new guest. */
import { useRef } from 'react';
import { useMutation } from '@tanstack/react-query';
import { ConnectionLost, newId } from '#sdk/index.ts';
import { game } from '../../game/game.ts';
import { usePlayAsGuest } from '../../game/sign-in.ts';
import { keepCameFrom } from './came-from.ts';

export function useCheckout(back: string | null) {
  const playAsGuest = usePlayAsGuest();
  // After a lost answer the same checkout is asked for again, so that no second one opens.
  const asked = useRef<{ id: string; packId: string } | null>(null);
  return useMutation({
    mutationFn: async (packId: string) => {
      await playAsGuest();
      const checkout = asked.current?.packId === packId ? asked.current : { id: newId(), packId };
      asked.current = checkout;
      try {
        const { url } = await game.api.purchases.checkout(checkout);
        keepCameFrom(back);
        window.location.assign(url);
      } catch (failure) {
        if (!(failure instanceof ConnectionLost)) asked.current = null;
        throw failure;
      }
    },
  });
}
