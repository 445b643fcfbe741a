/** Whether a reader who scrolls still follows the story's end. */

/** As a scrolling element has them, in pixels. */
export interface ScrollPlace {
  readonly scrollTop: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
}

/** Browsers round, and the last line's descent is no distance. */
const NEAR_PX = 48;

export function isAtBottom({ scrollTop, scrollHeight, clientHeight }: ScrollPlace): boolean {
  return scrollHeight - clientHeight - scrollTop <= NEAR_PX;
}

/** Only the reader's own way up ends it: text that grows below does not. At the bottom it begins again. */
export function followsAfter(follows: boolean, before: ScrollPlace, now: ScrollPlace): boolean {
  if (isAtBottom(now)) return true;
  return follows && now.scrollTop >= before.scrollTop;
}
