import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { render, screen } from '@testing-library/react';

import { TestsLine, testCount } from '../testsline';

const SOURCE = `from jupyterlab_homl.toolkit import answer, expect

with expect.test("one"):
    expect.equal(answer.f(1), 1)

with expect.test("two"):
    expect.equal(answer.f(2), 4)
`;

describe('TestsLine', () => {
  it('counts the tests of a cell, plain asserts as one', () => {
    expect(testCount(SOURCE)).toBe(2);
    expect(testCount('assert f(1) == 1\nassert f(2) == 4')).toBe(1);
  });

  it('says how many checks a folded cell holds, and unfolds it', async () => {
    const cell = {
      inputHidden: true,
      addClass: jest.fn(),
      model: {
        contentChanged: new Signal({}),
        sharedModel: { getSource: () => SOURCE }
      }
    };
    const input = document.createElement('div');
    const line = new TestsLine(
      cell as never,
      input,
      nullTranslator.load('jupyterlab_homl')
    );
    const view = render(line['render']());
    expect(cell.addClass).toHaveBeenCalledWith('jp-homl-TestsCell');
    screen.getByRole('button', { name: '2 checks (show)' }).click();
    expect(cell.inputHidden).toBe(false);
    view.rerender(line['render']());
    screen.getByRole('button', { name: '2 checks (hide)' }).click();
    expect(cell.inputHidden).toBe(true);
    line.dispose();
  });
});
