/** While players read the opening, the AI reads the world, so that the first turn is warm. */
import type { Member } from '#core/journeys/journey.ts';
import type { LiveJourney } from '#core/journeys/live-journey.ts';
import type { Game } from '#core/turns/game.ts';
import { hasReadAhead, promptOf } from '#core/turns/quote-turn.ts';
import { termsOf } from '#core/turns/turn-intent.ts';

/** `onPriced` is called whenever quotes have become possible or other ones. */
export async function readAhead(journey: LiveJourney, author: Member, game: Game, onPriced: () => void): Promise<void> {
  const { narratorId } = author;
  const entry = game.narrators.find(narratorId);
  if (!entry) return;
  try {
    await entry.narrator.ready?.();
    onPriced();
    if (!entry.narrator.prepare) return;
    const scene = journey.scene();
    const intent = { scene, author, entry, action: null };
    const terms = termsOf(intent, game);
    const prompt = promptOf(intent, terms);
    if (hasReadAhead(prompt, intent, terms, game)) return;
    await entry.narrator.prepare(prompt);
    // A turn that was told meanwhile has read more.
    if (journey.scene().read.get(narratorId) !== scene.read.get(narratorId)) return;
    journey.wasRead(narratorId, { at: game.clock(), stable: prompt.parts.slice(0, prompt.stableCount) });
    onPriced();
  } catch (failure) {
    game.log.warn({ failure, narratorId }, 'the AI could not read ahead; the first turn will be cold');
  }
}
