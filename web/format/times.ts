/** Times and days in the reader's locale and time zone; how long ago and how long still, in the words of the page. */
import { madeOnce } from './made-once.ts';
import { unitText } from './unit-text.ts';
import { wordsLanguage } from './words-language.ts';

const time = madeOnce(() => new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' }));
const dateTime = madeOnce(() => new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }));
const day = madeOnce(() => new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }));
const utcDay = madeOnce(() => new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' }));
const utcDayOfYear = madeOnce(() => new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' }));
const relative = madeOnce(() => new Intl.RelativeTimeFormat(wordsLanguage(), { numeric: 'auto' }));

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

export function timeText(iso: string): string {
  return time().format(new Date(iso));
}

export function dateTimeText(iso: string): string {
  return dateTime().format(new Date(iso));
}

export function dayText(iso: string): string {
  return day().format(new Date(iso));
}

/** A day by UTC, such as `2026-11-28`, which must not slip into the day before it west of Greenwich. */
export function utcDayText(isoDay: string): string {
  return utcDay().format(new Date(`${isoDay}T00:00:00Z`));
}

/** The same without its year, where that goes without saying. */
export function utcDayOfYearText(isoDay: string): string {
  return utcDayOfYear().format(new Date(`${isoDay}T00:00:00Z`));
}

/** `3 hours ago`, `in 5 minutes`, `now`. */
export function agoText(iso: string, now = Date.now()): string {
  const ms = new Date(iso).getTime() - now;
  const [unit, size] = STEPS.find(([, step]) => Math.abs(ms) >= step) ?? ['second', Number.POSITIVE_INFINITY];
  return relative().format(size === Number.POSITIVE_INFINITY ? 0 : Math.round(ms / size), unit);
}

/** How long something still lasts: `5 hr`, `24 min`, in its last minute `40 sec`; never below 0. */
export function durationText(ms: number): string {
  const left = Math.max(0, ms);
  // Minutes up to two hours: `119 min` says more than `1 hr`.
  const [unit, size] = left >= 7_200_000 ? HOUR : left >= 60_000 ? MINUTE : SECOND;
  return unitText(Math.floor(left / size), { unit, unitDisplay: 'short', maximumFractionDigits: 0 });
}

const HOUR = ['hour', 3_600_000] as const;
const MINUTE = ['minute', 60_000] as const;
const SECOND = ['second', 1_000] as const;
