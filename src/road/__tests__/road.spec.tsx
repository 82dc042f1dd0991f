import { nullTranslator } from '@jupyterlab/translation';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import * as React from 'react';

import {
  course,
  exercise,
  lesson,
  memoryStorage,
  sentence
} from '../../__tests__/fakes';
import type { ICourse, ISearchTexts } from '../../documents';
import { RoadPlace } from '../place';
import { Road } from '../road';
import type { IRoadActions } from '../road';

const trans = nullTranslator.load('jupyterlab_homl');

const somewhere = () => new RoadPlace(memoryStorage(), '/');

function show(
  change: Partial<ICourse> = {},
  place = somewhere()
): {
  [K in keyof IRoadActions]: jest.Mock;
} {
  const actions = {
    go: jest.fn(),
    openLesson: jest.fn(),
    openExercise: jest.fn(),
    openTerm: jest.fn(),
    mark: jest.fn()
  };
  const texts: ISearchTexts = {
    lessons: [
      {
        id: 'ch04',
        sections: ['A spring has a length at rest.'],
        exercises: []
      }
    ],
    terms: [
      {
        id: 'epoch',
        kind: 'term',
        name: 'epoch',
        also: '轮',
        lang: 'zh',
        who: '',
        what: 'One pass over all rows.',
        places: []
      }
    ]
  };
  render(
    <Road
      course={course(change)}
      texts={texts}
      loadTexts={jest.fn()}
      actions={actions}
      place={place}
      trans={trans}
    />
  );
  return actions;
}

const row = (name: RegExp) => screen.getByRole('button', { name });
const search = (words: string) =>
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: words } });

const scrollIntoView = jest.fn();

beforeEach(() => {
  scrollIntoView.mockClear();
  Element.prototype.scrollIntoView = scrollIntoView;
});

describe('Road', () => {
  it('says Start to who has done nothing, with the first steps as row 0', () => {
    const first = lesson({
      id: 'start',
      number: '0',
      title: 'First steps',
      status: 'todo',
      core_passed: 0,
      core_total: 1,
      exercises: [
        exercise({
          id: 'start-e01',
          number: '0.1',
          title: 'The mean of a week'
        })
      ]
    });
    const step = {
      lesson: 'start',
      notebook: 'exercises' as const,
      exercise: 'start-e01',
      section: null,
      title: 'The mean of a week',
      minutes: 3,
      why: '',
      reason: sentence('Write one line of Python.')
    };
    const { go, openExercise } = show({
      started: false,
      first_steps: first,
      continue: step
    });
    fireEvent.click(row(/^Start The mean of a week$/));
    expect(go).toHaveBeenCalledWith(step);
    const [zero] = document.querySelectorAll('h3 button');
    expect(zero.textContent).toContain('0 First steps');
    expect(zero.getAttribute('aria-current')).toBe('step');
    expect(scrollIntoView.mock.contexts).toEqual([zero]);
    fireEvent.click(zero);
    fireEvent.click(row(/to do ?0.1 ?The mean of a week/));
    expect(openExercise).toHaveBeenCalledWith('start-e01');
    search('gradient');
    expect(screen.queryByText('First steps')).toBeNull();
  });

  it('says Continue to who has begun', () => {
    show();
    expect(row(/^Continue/).textContent).toBe(
      'Continue 4.2 Batch gradient descent'
    );
  });

  it('folds what is not written into one line, which no search opens', () => {
    show();
    expect(screen.getByText('0 of 1 done')).not.toBeNull();
    expect(screen.queryByText('Support vector machines')).toBeNull();
    fireEvent.click(row(/1 chapter coming/));
    const coming = screen.getByText('Support vector machines').closest('li');
    expect(coming?.textContent).toContain('coming');
    search('vector');
    expect(screen.getByText('Support vector machines')).not.toBeNull();
    expect(screen.queryByRole('button', { name: /Support vector/ })).toBeNull();
  });

  it('has one stop for Tab, and arrows among the rows', () => {
    show();
    const first = row(/Training models/);
    expect(first.tabIndex).toBe(0);
    expect(row(/normal equation/).tabIndex).toBe(-1);
    first.focus();
    fireEvent.keyDown(first, { key: 'ArrowDown' });
    expect(document.activeElement?.textContent).toBe('Open lesson');
    expect(first.tabIndex).toBe(-1);
    fireEvent.keyDown(row(/^Open lesson/), { key: 'End' });
    expect(document.activeElement?.textContent).toBe('1 chapter coming');
  });

  it('folds by arrows', () => {
    show();
    const first = row(/Training models/);
    fireEvent.keyDown(first, { key: 'ArrowRight' });
    expect(first.getAttribute('aria-expanded')).toBe('true');
    fireEvent.keyDown(first, { key: 'ArrowLeft' });
    expect(first.getAttribute('aria-expanded')).toBe('false');
  });

  it('keeps the learner’s word by one key, says so, and takes it back by the same', () => {
    const marked = exercise({
      id: 'ch04-e02',
      title: 'Batch',
      mark: 'skipped'
    });
    const lessons = [lesson({ exercises: [exercise(), marked] })];
    const { mark } = show({ parts: [{ id: 'p', title: 'Part', lessons }] });
    fireEvent.keyDown(row(/normal equation/), { key: 'd' });
    expect(mark).toHaveBeenLastCalledWith('ch04-e01', 'done');
    expect(screen.getByRole('status').textContent).toBe(
      'The normal equation: marked as done'
    );
    fireEvent.keyDown(row(/Batch skipped/), { key: 's' });
    expect(mark).toHaveBeenLastCalledWith('ch04-e02', 'none');
    fireEvent.keyDown(row(/Training/), { key: 'l' });
    expect(mark).toHaveBeenLastCalledWith('ch04', 'learning');
    mark.mockClear();
    fireEvent.keyDown(row(/^Open lesson/), { key: 'd' });
    expect(mark).not.toHaveBeenCalled();
  });

  it('finds exercises, also the extra ones, and sections', () => {
    const { openLesson } = show();
    search('stable');
    expect(row(/Largest stable rate/)).not.toBeNull();
    expect(screen.queryByText('The normal equation')).toBeNull();
    expect(screen.getByRole('status').textContent).toBe('1 match');
    search('downhill');
    fireEvent.click(row(/Walking downhill/));
    expect(openLesson).toHaveBeenCalledWith('ch04', 2);
  });

  it('finds words of sections and terms, and marks them', () => {
    const { openLesson, openTerm } = show();
    search('spring');
    expect(screen.getByText('spring').tagName).toBe('MARK');
    fireEvent.click(row(/a length at rest/));
    expect(openLesson).toHaveBeenCalledWith('ch04', 1);
    search('epoch');
    fireEvent.click(row(/One pass over all rows/));
    expect(openTerm).toHaveBeenCalledWith('epoch');
  });

  it('says what to try when nothing is found', () => {
    show();
    search('zebra');
    expect(screen.getByText(/No matches. Try a term/)).not.toBeNull();
    fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'Escape' });
    expect(screen.queryByText(/No match/)).toBeNull();
  });

  it('is narrowed to what is to do, and says when there is nothing', () => {
    show();
    fireEvent.change(screen.getByRole('combobox'), {
      target: { value: 'stuck' }
    });
    expect(screen.getByText('You’re not stuck on anything.')).not.toBeNull();
  });

  it('leads back to the section that was read last', () => {
    const { openLesson } = show({
      parts: [{ id: 'p', title: '', lessons: [lesson({ place: 2 })] }]
    });
    expect(screen.getByText('1 of 2 sections read')).not.toBeNull();
    fireEvent.click(row(/Last read: 2 · Walking downhill/));
    expect(openLesson).toHaveBeenCalledWith('ch04', 2);
  });

  it('says what else would be good to do, and why', () => {
    const step = {
      lesson: 'ch04',
      notebook: 'exercises' as const,
      section: null,
      minutes: 20,
      why: '',
      exercise: 'ch04-e04',
      title: 'Stochastic',
      reason: sentence('Tried 4 times: another hint may help.')
    };
    const { go } = show({ next_up: [step] });
    fireEvent.click(row(/1 more suggestion/));
    expect(screen.getByText(/Tried 4 times/)).not.toBeNull();
    fireEvent.click(row(/^Stochastic$/));
    expect(go).toHaveBeenCalledWith(step);
  });

  it('lists of very many what can be looked at, and the others when asked', () => {
    const lessons = Array.from({ length: 100 }, (_, n) =>
      lesson({
        id: `x${n}`,
        number: '',
        title: `Chapter ${n}`,
        exercises: [0, 1, 2].map(m =>
          exercise({ id: `x${n}-e${m}`, title: `Gradient ${n}.${m}` })
        )
      })
    );
    show({ parts: [{ id: 'p', title: 'Part', lessons }] });
    search('gradient');
    expect(screen.getByRole('status').textContent).toBe('300 matches');
    expect(document.querySelectorAll('.jp-homl-Result')).toHaveLength(40);
    fireEvent.click(screen.getByText('Show 260 more results'));
    expect(document.querySelectorAll('.jp-homl-Result')).toHaveLength(300);
  });

  it('says what a lesson leans on, and how that stands', () => {
    const needed = lesson({
      id: 'p4',
      number: 'P4',
      title: 'Algebra',
      status: 'done'
    });
    const lessons = [needed, lesson({ prerequisites: ['p4', 'gone'] })];
    show({ parts: [{ id: 'p', title: 'Part', lessons }] });
    const line = screen.getByText(/Builds on:/);
    expect(line.textContent).toBe('Builds on:done P4 Algebra');
  });

  it('stands where it stood after a reload, but for the results of a search', () => {
    const storage = memoryStorage();
    const place = () => new RoadPlace(storage, '/');
    const folded = () =>
      screen
        .queryAllByRole('button', { expanded: false })
        .map(({ dataset }) => dataset.row);
    const lessons = [
      lesson({ id: 'ch04', exercises: [exercise({ title: 'One' })] }),
      lesson({ id: 'ch05', number: '5', title: 'Trees' })
    ];
    const parts = [{ id: 'p', title: 'P', lessons }];
    const open = () => show({ parts }, place());
    open();
    const before = folded();
    fireEvent.click(row(/Trees/));
    const after = folded();
    expect(after).not.toEqual(before);
    search('One');
    search('');
    expect(folded()).toEqual(after);
    cleanup();
    open();
    expect(folded()).toEqual(after);
  });

  it.each(['', 'nothing', '{"toggled": 3}', '{"scroll": "x", "toggled": {}}'])(
    'begins at its top where the browser kept %p',
    kept => {
      const storage = { getItem: () => kept, setItem: () => undefined };
      const place = new RoadPlace(storage, '/');
      expect(place.load()).toEqual({ toggled: {}, scroll: null });
    }
  );

  it('keeps the focus at its place when a row leaves the list', () => {
    const actions = {
      go: jest.fn(),
      openLesson: jest.fn(),
      openExercise: jest.fn(),
      openTerm: jest.fn(),
      mark: jest.fn()
    };
    const place = somewhere();
    const road = (found: ICourse) => (
      <Road
        course={found}
        texts={null}
        loadTexts={jest.fn()}
        actions={actions}
        place={place}
        trans={trans}
      />
    );
    const of = (...exercises: ReturnType<typeof exercise>[]) =>
      course({
        parts: [{ id: 'p', title: 'P', lessons: [lesson({ exercises })] }]
      });
    const [one, two] = [
      exercise({ id: 'ch04-e01', title: 'One' }),
      exercise({ id: 'ch04-e02', title: 'Two' })
    ];
    const { rerender } = render(road(of(one, two)));
    fireEvent.change(screen.getByRole('combobox'), {
      target: { value: 'todo' }
    });
    row(/One/).focus();
    fireEvent.keyDown(row(/One/), { key: 's' });
    expect(screen.getByRole('status').textContent).toBe('One: skipped');
    rerender(road(of({ ...one, mark: 'skipped' }, two)));
    expect(screen.queryByText('One')).toBeNull();
    expect(document.activeElement?.textContent).toContain('Two');
  });
});
