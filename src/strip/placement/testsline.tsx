/**
 * The line that stands for a folded tests cell: how many checks it holds, and a button to read them.
 */
import type { Cell } from '@jupyterlab/cells';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { CellWidget } from '../../notebook/cellwidget';

/** The line in one tests cell. */
export class TestsLine extends CellWidget {
  /**
   * @param cell - The tests cell.
   * @param input - The part of the cell that is folded.
   * @param trans - The translation bundle.
   */
  constructor(
    private readonly cell: Cell,
    input: HTMLElement,
    private readonly trans: TranslationBundle
  ) {
    super();
    this.addClass('jp-homl-TestsLine');
    cell.addClass('jp-homl-TestsCell');
    cell.model.contentChanged.connect(this.update, this);
    // Menus and shortcuts fold cells as well, without a signal.
    this._watch = new MutationObserver(() => this.update());
    this._watch.observe(input, { childList: true });
  }

  /** Disconnect from the cell. */
  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._watch.disconnect();
    this.cell.model?.contentChanged.disconnect(this.update, this);
    super.dispose();
  }

  protected override render(): JSX.Element {
    const { cell, trans } = this;
    const count = testCount(cell.model.sharedModel.getSource());
    return (
      <button
        type="button"
        className="jp-homl-LinkButton"
        onClick={() => {
          cell.inputHidden = !cell.inputHidden;
        }}
      >
        {cell.inputHidden
          ? trans._n('%1 check (show)', '%1 checks (show)', count)
          : trans._n('%1 check (hide)', '%1 checks (hide)', count)}
      </button>
    );
  }

  private readonly _watch: MutationObserver;
}

/** Number of tests in a tests cell; plain asserts count as one, as in a verdict. */
export function testCount(source: string): number {
  return Math.max(1, source.match(/^with expect\.test\(/gm)?.length ?? 0);
}
