/** Calendar arithmetic for the figures of the last days. */
const DAY_MS = 86_400_000;

export function daysBefore(at: Date, days: number): Date {
  return new Date(at.getTime() - days * DAY_MS);
}
