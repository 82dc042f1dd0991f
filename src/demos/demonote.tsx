/**
 * Note under a cell that needs a running kernel: says what is missing and offers to fix it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon } from '../components/basics';
import { warningIcon } from '../icons';
import { CellWidget } from '../notebook/cellwidget';
import type { LiveKind, NeededAction } from './livecells';

/** The note. */
export class DemoNote extends CellWidget {
  /**
   * @param kind - Whether the cell is a demo or a question.
   * @param run - Starts the kernel if necessary and runs the cell.
   * @param trans - The translation bundle.
   */
  constructor(
    private readonly kind: LiveKind,
    private readonly run: () => Promise<void>,
    private readonly trans: TranslationBundle
  ) {
    super();
    this.addClass('jp-homl-DemoNote');
  }

  /** What the cell needs; null while it is live. */
  get needed(): NeededAction | null {
    return this._needed;
  }
  set needed(value: NeededAction | null) {
    if (value !== this._needed) {
      this._needed = value;
      this.update();
    }
  }

  protected override render(): JSX.Element | null {
    const { kind, trans, _busy: busy, _needed: want } = this;
    if (want === null) {
      return null;
    }
    return (
      <div className="jp-homl-Problem" role="note">
        <Icon icon={warningIcon} />
        <p>{neededActionText(trans, kind, want)}</p>
        <button
          type="button"
          className="jp-homl-Button"
          aria-disabled={busy}
          onClick={busy ? undefined : () => void this._start()}
        >
          {buttonText(trans, want)}
        </button>
      </div>
    );
  }

  private async _start(): Promise<void> {
    this._busy = true;
    this.update();
    try {
      await this.run();
    } catch {
      // JupyterLab reports a kernel that fails to start; the note stays.
    } finally {
      this._busy = false;
      this.update();
    }
  }

  private _busy = false;
  private _needed: NeededAction | null = null;
}

/** Text for what a cell needs. */
export function neededActionText(
  trans: TranslationBundle,
  kind: LiveKind,
  want: NeededAction
): string {
  if (want === 'again') {
    return kind === 'demo'
      ? trans.__('This demo stopped with its kernel.')
      : trans.__('This question stopped with its kernel.');
  }
  if (want === 'kernel') {
    return kind === 'demo'
      ? trans.__('This demo needs a running kernel.')
      : trans.__('This question needs a running kernel.');
  }
  return kind === 'demo'
    ? trans.__('This demo is not running yet.')
    : trans.__('Run this cell to see the question.');
}

function buttonText(trans: TranslationBundle, want: NeededAction): string {
  switch (want) {
    case 'kernel':
      return trans.__('Start the kernel and run this cell');
    case 'run':
      return trans.__('Run this cell');
    case 'again':
      return trans.__('Bring it back');
  }
}
