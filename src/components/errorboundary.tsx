/**
 * React error boundary: an error in one part of the page leaves the rest usable.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { ProblemNote } from './basics';

/** Props of the boundary. */
export interface IErrorBoundaryProps {
  /** When this changes, rendering is attempted again. */
  resetKey: unknown;
  children: React.ReactNode;
  trans: TranslationBundle;
}

/** Renders its children, or a message with a retry button if they throw. */
export class ErrorBoundary extends React.Component<
  IErrorBoundaryProps,
  { broken: Error | null }
> {
  static getDerivedStateFromError(broken: Error): { broken: Error } {
    return { broken };
  }

  override state: { broken: Error | null } = { broken: null };

  override componentDidUpdate(before: IErrorBoundaryProps): void {
    if (before.resetKey !== this.props.resetKey && this.state.broken) {
      this.setState({ broken: null });
    }
  }

  override render(): React.ReactNode {
    const { children, trans } = this.props;
    const { broken } = this.state;
    return broken ? (
      <ProblemNote
        problem={{
          kind: 'refused',
          status: null,
          message: trans.__(
            'Something went wrong here (%1). Reload the page; if the problem persists, run “jupyter homl doctor”.',
            broken.message
          )
        }}
        retry={() => this.setState({ broken: null })}
        trans={trans}
      />
    ) : (
      children
    );
  }
}
