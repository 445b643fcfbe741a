/** What stands in a page's place when it could not be loaded or shown: after a deployment, its files have other names. */
import { Component } from 'react';
import type { ReactNode } from 'react';
import { Failure } from './failure.tsx';

interface PageBoundaryProps {
  /** Another one is another page: it gets its own try. */
  readonly page: string;
  readonly children: ReactNode;
}

interface PageBoundaryState {
  readonly page: string;
  readonly failure: unknown;
}

export class PageBoundary extends Component<PageBoundaryProps, PageBoundaryState> {
  override state: PageBoundaryState = { page: this.props.page, failure: null };

  static getDerivedStateFromError(failure: unknown): Partial<PageBoundaryState> {
    return { failure };
  }

  static getDerivedStateFromProps({ page }: PageBoundaryProps, state: PageBoundaryState): PageBoundaryState | null {
    return page === state.page ? null : { page, failure: null };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    return failure === null ? this.props.children : <Failure failure={failure} onAgain={() => window.location.reload()} />;
  }
}
