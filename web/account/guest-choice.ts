/** Whether a guest's things come along, kept over a provider's page, in this tab alone. */

const KEPT_AS = 'leave-guest';

export function keepGuestChoice(bringGuest: boolean): void {
  if (bringGuest) window.sessionStorage.removeItem(KEPT_AS);
  else window.sessionStorage.setItem(KEPT_AS, 'yes');
}

export function guestChoice(): boolean {
  return window.sessionStorage.getItem(KEPT_AS) === null;
}
