/** Keeps what the reader sees where it is when earlier passages are put above it. */
import { Component } from 'react';
import type { ReactNode, RefObject } from 'react';

interface KeepPlaceProps {
  readonly scroller: RefObject<HTMLElement | null>;
  /** The id of the first element that stays; earlier ones are put before it. */
  readonly firstId: string;
  readonly children: ReactNode;
}

/** A class, since only classes can look at the page right before it changes. Browsers anchor scrolling too, but not at the very top. */
export class KeepPlace extends Component<KeepPlaceProps> {
  override getSnapshotBeforeUpdate(before: KeepPlaceProps): number | null {
    return before.firstId === this.props.firstId ? null : topOf(before.firstId);
  }

  override componentDidUpdate(before: KeepPlaceProps, _state: unknown, top: number | null): void {
    const now = top === null ? null : topOf(before.firstId);
    const scroller = this.props.scroller.current;
    if (scroller && top !== null && now !== null) scroller.scrollTop += now - top;
  }

  override render(): ReactNode {
    return this.props.children;
  }
}

function topOf(id: string): number | null {
  return document.getElementById(id)?.getBoundingClientRect().top ?? null;
}
