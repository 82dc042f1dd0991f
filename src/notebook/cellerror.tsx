/**
 * How an error below a cell of an exercise notebook is shown: what it is and where, in one line, with
 * the traceback folded below it.
 */
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { IRenderMime, IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { SOURCE_LANGUAGE } from '../i18n';
import { CellWidget } from './cellwidget';
import { notebookInfo } from './metadata';

/** An error output as JupyterLab hands it to renderers. */
const ERROR = 'application/vnd.jupyter.error';

/** The traceback of the same output, with colours. */
const TRACEBACK = 'application/vnd.jupyter.stderr';

/** What the line says. */
interface IErrorLine {
  /** Class and message of the exception. */
  error: string;
  /** The innermost line of the cell that it passed; null where that is not known. */
  line: number | null;
}

/** What there is to say of an error output; null if it is none. */
export function errorLine(output: unknown): IErrorLine | null {
  const { ename, evalue, traceback } = (output ?? {}) as Record<
    string,
    unknown
  >;
  if (typeof ename !== 'string' || typeof evalue !== 'string') {
    return null;
  }
  // A message of Python's compiler ends in a made-up name of the file, and the line.
  const [message] = evalue
    .trim()
    .replace(/ \([^()]*\bline \d+\)$/, '')
    .split('\n');
  return {
    error: message ? `${ename}: ${message}` : ename,
    line: Array.isArray(traceback) ? stoppedLine(traceback.join('\n')) : null
  };
}

/** The innermost line of the cell that was run, from IPython's traceback, which begins with a frame of that cell. */
function stoppedLine(traceback: string): number | null {
  const frames = [
    ...traceback
      .replace(/\x1b\[[\d;]*m/g, '')
      .matchAll(/Cell In\s*\[(\d+)\], line (\d+)/g)
  ];
  const own = frames.filter(([, cell]) => cell === frames[0][1]);
  return own.length > 0 ? Number(own[own.length - 1][2]) : null;
}

/** An error output with its traceback folded. */
export class CellError extends CellWidget implements IRenderMime.IRenderer {
  /**
   * @param traceback - Renders the traceback, as it is in any notebook.
   * @param trans - The translation bundle.
   */
  constructor(
    private readonly traceback: IRenderMime.IRenderer,
    private readonly trans: TranslationBundle
  ) {
    super();
    this.addClass('jp-homl-CellError');
  }

  /** Dispose of the traceback, too. */
  override dispose(): void {
    this.traceback.dispose();
    super.dispose();
  }

  /** Show an error output. */
  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this._shown = errorLine(model.data[ERROR]);
    this.update();
    await this.traceback.renderModel(model);
  }

  protected override render(): JSX.Element | null {
    if (!this._shown) {
      return null;
    }
    const { error, line } = this._shown;
    return (
      <>
        <p>
          <strong>
            {line === null
              ? this.trans.__('Stopped by an error:')
              : this.trans.__('Stopped at line %1:', line)}
          </strong>{' '}
          <code lang={SOURCE_LANGUAGE}>{error}</code>
        </p>
        <details>
          <summary>{this.trans.__('Traceback')}</summary>
          <div
            lang={SOURCE_LANGUAGE}
            ref={host => host?.replaceChildren(this.traceback.node)}
          />
        </details>
      </>
    );
  }

  private _shown: IErrorLine | null = null;
}

/**
 * Have the errors of a notebook shown in this way if it is one with exercises.
 *
 * @param panel - A view of the notebook.
 * @param trans - The translation bundle.
 */
export function foldTracebacks(
  panel: NotebookPanel,
  trans: TranslationBundle
): void {
  const { model, rendermime } = panel.content;
  const watch = (): void => {
    if (
      notebookInfo(model?.getMetadata('homl'))?.notebook === 'exercises' &&
      !rendermime.mimeTypes.includes(ERROR)
    ) {
      addRenderer(rendermime, trans);
    }
  };
  model?.metadataChanged.connect(watch);
  model?.cells.changed.connect(watch);
  watch();
}

/** Add the renderer to the registry of one notebook. */
function addRenderer(
  rendermime: IRenderMimeRegistry,
  trans: TranslationBundle
): void {
  const stock = rendermime.getFactory(TRACEBACK);
  if (stock) {
    rendermime.addFactory(
      {
        safe: true,
        mimeTypes: [ERROR],
        createRenderer: options =>
          new CellError(
            stock.createRenderer({ ...options, mimeType: TRACEBACK }),
            trans
          )
      },
      // Before the traceback itself.
      (rendermime.getRank(TRACEBACK) ?? 110) - 1
    );
  }
}
