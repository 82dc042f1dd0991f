/**
 * Note under the first cell of a lesson that says how to run it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { CellWidget } from '../notebook/cellwidget';

/** The note. */
export class RunHint extends CellWidget {
  /** @param trans - The translation bundle. */
  constructor(private readonly trans: TranslationBundle) {
    super();
    this.addClass('jp-homl-RunHint');
  }

  protected override render(): JSX.Element {
    return <p>{this.trans.__('Press Shift+Enter to run the cell above.')}</p>;
  }
}
