import { course } from '../../__tests__/fakes';
import { followCourseLinks } from '../courselinks';

function click(href: string, init: MouseEventInit = {}) {
  const open = jest.fn().mockResolvedValue(undefined);
  const openCell = jest.fn().mockResolvedValue(undefined);
  const openTerm = jest.fn();
  const found = course();
  const node = document.createElement('div');
  node.innerHTML = `<a href="${href}"><b>a link</b></a>`;
  document.body.append(node);
  followCourseLinks(node, {
    course: {
      state: {
        course: found,
        engine: { warming: [], failed: [] },
        loading: false,
        failure: null
      },
      lessonOf: id =>
        found.parts[0].lessons.find(lesson =>
          lesson.exercises.some(exercise => exercise.id === id)
        )
    },
    opener: { open },
    openCell,
    openTerm
  });
  const event = new MouseEvent('click', {
    bubbles: true,
    cancelable: true,
    ...init
  });
  node.querySelector('b')?.dispatchEvent(event);
  node.remove();
  return { open, openCell, openTerm, taken: event.defaultPrevented };
}

describe('a link in a notebook', () => {
  it('leads to an exercise through the opener', () => {
    const { open, taken } = click(
      'http://127.0.0.1/files/anywhere/exercises.ipynb#cell-id=ch04-e02-statement'
    );
    expect(open).toHaveBeenCalledWith('ch04', 'exercises', 'ch04-e02');
    expect(taken).toBe(true);
  });

  it('leads to a term of the glossary', () => {
    const { openTerm, taken } = click('#term=normal-equation');
    expect(openTerm).toHaveBeenCalledWith('normal-equation');
    expect(taken).toBe(true);
  });

  it('leads to a section of a lesson', () => {
    const { openCell, taken } = click('lesson.ipynb#cell-id=ch04-cell-9');
    expect(openCell).toHaveBeenCalledWith('ch04', 'ch04-cell-9');
    expect(taken).toBe(true);
  });

  it.each([
    ['of another course', 'exercises.ipynb#cell-id=x-e1-statement', {}],
    ['to a heading', 'exercises.ipynb#A-heading', {}],
    [
      'pressed with Ctrl',
      'exercises.ipynb#cell-id=ch04-e02-statement',
      { ctrlKey: true }
    ]
  ])('is JupyterLab’s own: %s', (_, href, init) => {
    const { open, openCell, taken } = click(href, init);
    expect(open).not.toHaveBeenCalled();
    expect(openCell).not.toHaveBeenCalled();
    expect(taken).toBe(false);
  });
});
