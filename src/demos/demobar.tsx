/**
 * Bar above a lesson that brings back all demos whose kernel is gone.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import * as React from 'react';

import { Icon } from '../components/basics';
import { warningIcon } from '../icons';

/** What the bar offers. */
export interface ILostDemos {
  count: number;
  /** Starts the kernel if necessary and runs the demos. */
  run: () => Promise<void>;
}

/** The bar. */
export class DemoBar extends ReactWidget {
  /** @param trans - The translation bundle. */
  constructor(private readonly trans: TranslationBundle) {
    super();
    this.addClass('jp-homl-DemoBar');
    this.addClass('jp-homl-Surface');
  }

  /** Offer to bring back some demos. */
  offer(lost: ILostDemos): void {
    this._lost = lost;
    this.update();
  }

  protected override render(): JSX.Element | null {
    const { trans, _busy: busy, _lost: lost } = this;
    return (
      lost && (
        <div className="jp-homl-Problem" role="note">
          <Icon icon={warningIcon} />
          <p>
            {trans._n(
              '%1 demo stopped with its kernel.',
              '%1 demos stopped with their kernel.',
              lost.count
            )}
          </p>
          <button
            type="button"
            className="jp-homl-Button"
            aria-disabled={busy}
            onClick={busy ? undefined : () => void this._run(lost)}
          >
            {trans.__('Bring them all back')}
          </button>
        </div>
      )
    );
  }

  private async _run({ run }: ILostDemos): Promise<void> {
    this._busy = true;
    this.update();
    try {
      await run();
    } catch {
      // JupyterLab reports a kernel that fails to start; the bar stays.
    } finally {
      this._busy = false;
      this.update();
    }
  }

  private _busy = false;
  private _lost: ILostDemos | null = null;
}
