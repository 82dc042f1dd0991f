import { fireEvent, screen } from '@testing-library/react';

import { lesson } from '../../../__tests__/fakes';
import { button, checked, renderStrip } from '../../__tests__/renderstrip';
import type { IMilestone } from '../milestone';

const CHAPTER = lesson({
  skills: [
    { name: 'Fit by least squares', level: 'proficient', due: false },
    { name: 'Gradient descent', level: 'attempted', due: false },
    { name: 'Regularisation', level: 'familiar', due: true }
  ],
  abilities: ['Fit a line.', 'Walk downhill.', 'Rein in a model.']
});

const show = (change: Partial<IMilestone>) => {
  const next = lesson({ id: 'ch10', number: '10', title: 'Networks' });
  const milestone = { kind: 'chapter', lesson: CHAPTER, next, ...change };
  return renderStrip(checked({ status: 'passed' }), {
    milestone: milestone as IMilestone
  });
};

describe('a milestone', () => {
  it('is the end of a chapter: what one can do now, and where to go', () => {
    const { goOn } = show({});
    expect(screen.getByText(/finished the core of chapter 4/)).not.toBeNull();
    expect(
      screen.getAllByRole('listitem').map(({ textContent }) => textContent)
    ).toEqual(expect.arrayContaining(['Fit a line.', 'Rein in a model.']));
    expect(screen.queryByText('Walk downhill.')).toBeNull();
    expect(
      screen.getByText(
        'The extra exercises practise what is left: Gradient descent.'
      )
    ).not.toBeNull();
    fireEvent.click(button('Go to chapter 10 · Networks'));
    expect(goOn).toHaveBeenCalledTimes(1);
  });

  it('is named by the skills of a course that says no more', () => {
    show({ lesson: { ...CHAPTER, abilities: [] } });
    expect(screen.getByText('Regularisation').tagName).toBe('LI');
  });

  it('is the first pass of all: a word of joy', () => {
    show({ kind: 'first', next: null });
    expect(
      screen.getByText('Well done! Your first exercise passes.')
    ).not.toBeNull();
    expect(screen.queryByText('What you can do now:')).toBeNull();
    expect(screen.queryByRole('button', { name: /^Go to/ })).toBeNull();
  });
});
