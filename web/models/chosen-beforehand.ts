/** The AI model that was chosen on a world's page, for the journey that begins there: chosen in it as soon as it is live. */

const KEY = 'imagina-model ';

export function chooseBeforehand(journeyId: string, narratorId: string): void {
  window.sessionStorage.setItem(KEY + journeyId, narratorId);
}

/** Once. */
export function takeChosenBeforehand(journeyId: string): string | null {
  const narratorId = window.sessionStorage.getItem(KEY + journeyId);
  window.sessionStorage.removeItem(KEY + journeyId);
  return narratorId;
}
