import type { IRenderMime } from '@jupyterlab/rendermime';
import { nullTranslator } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { act, screen } from '@testing-library/react';

import { CellError, errorLine } from '../cellerror';

const ESC = '\x1b';

/** An error output, with the traceback as IPython writes it. */
function output(ename: string, evalue: string, traceback: string[]) {
  return { output_type: 'error', ename, evalue, traceback };
}

/** The head of a frame, coloured. */
function frame(cell: number, line: number, rest = ''): string {
  return `${ESC}[36mCell${ESC}[39m${ESC}[36m ${ESC}[39m${ESC}[32mIn[${cell}]${ESC}[39m${ESC}[32m, line ${line}${ESC}[39m${rest}`;
}

describe('what is said of an error', () => {
  it('is the innermost line of the cell itself', () => {
    const traceback = [
      frame(7, 9),
      frame(7, 4, ', in f(x)'),
      frame(2, 30, ', in helper(x)')
    ];
    expect(
      errorLine(output('ZeroDivisionError', 'division by zero', traceback))
    ).toEqual({ error: 'ZeroDivisionError: division by zero', line: 4 });
  });

  it('has no name of a file that nobody made', () => {
    const traceback = [frame(5, 2)];
    const evalue = "expected ':' (4016302105.py, line 2)";
    expect(errorLine(output('SyntaxError', evalue, traceback))).toEqual({
      error: "SyntaxError: expected ':'",
      line: 2
    });
  });

  it('is the first line of a long message, or the class alone', () => {
    expect(errorLine(output('ValueError', '\nfirst\nsecond', []))).toEqual({
      error: 'ValueError: first',
      line: null
    });
    expect(errorLine(output('NotImplementedError', '', []))?.error).toBe(
      'NotImplementedError'
    );
  });

  it('is nothing for what is no error', () => {
    expect(errorLine(undefined)).toBeNull();
    expect(errorLine({ ename: 1 })).toBeNull();
  });
});

it('shows one line, and the traceback when it is unfolded', async () => {
  const shown: IRenderMime.IMimeModel[] = [];
  const stock = Object.assign(new Widget(), {
    renderModel: async (model: IRenderMime.IMimeModel) => {
      shown.push(model);
      stock.node.textContent = 'the whole traceback';
    }
  });
  const error = new CellError(stock, nullTranslator.load(''));
  act(() => Widget.attach(error, document.body));
  const data = {
    'application/vnd.jupyter.error': output('ValueError', 'too small', [
      frame(3, 2)
    ])
  };
  const model = { data } as unknown as IRenderMime.IMimeModel;
  await act(() => error.renderModel(model));
  expect(screen.getByText('Stopped at line 2:')).not.toBeNull();
  expect(screen.getByText('ValueError: too small').lang).toBe('en');
  expect(shown).toEqual([model]);
  const details = screen.getByText('the whole traceback').closest('details');
  expect(details?.open).toBe(false);
  act(() => error.dispose());
  expect(stock.isDisposed).toBe(true);
});
