import { nullTranslator } from '@jupyterlab/translation';
import { fireEvent, render, screen } from '@testing-library/react';
import * as React from 'react';

import { course } from '../../__tests__/fakes';
import type { ITerm } from '../../documents';
import Glossary from '../glossary';

const TERMS: ITerm[] = [
  {
    id: 'normal-equation',
    kind: 'term',
    name: 'normal equation',
    also: '正规方程',
    lang: 'zh',
    who: '',
    what: 'Its solution has the smallest mean squared error.',
    places: [
      { lesson: 'ch04', section: 1 },
      { lesson: 'ch05', section: null }
    ]
  },
  {
    id: 'epoch',
    kind: 'term',
    name: 'epoch',
    also: '',
    lang: '',
    who: '',
    what: 'One pass over all rows.',
    places: []
  }
];

beforeEach(() => {
  Element.prototype.scrollIntoView = jest.fn();
});

function show(term: string | null, terms: ITerm[] | null = TERMS) {
  const openLesson = jest.fn();
  render(
    <Glossary
      terms={terms}
      course={course()}
      shown={term === null ? null : { term, count: 1 }}
      openLesson={openLesson}
      trans={nullTranslator.load('')}
    />
  );
  return openLesson;
}

it('lists the terms by name, in both languages, with the sections they are in', () => {
  const openLesson = show(null);
  const names = screen.getAllByRole('term').map(term => term.textContent);
  expect(names).toEqual(['epoch ', 'normal equation 正规方程']);
  expect(screen.getByText('正规方程').lang).toBe('zh');
  fireEvent.click(screen.getByRole('button', { name: 'Chapter 4, §1' }));
  expect(openLesson).toHaveBeenCalledWith('ch04', 1);
  // A lesson that is not written yet has nothing to open.
  expect(screen.queryByRole('button', { name: 'Chapter 5' })).toBeNull();
});

it('leads to a term', () => {
  show('normal-equation');
  expect(document.activeElement?.textContent).toContain('normal equation');
});

it('says that it is loading', () => {
  show('epoch', null);
  expect(screen.getByText('Loading the glossary…')).not.toBeNull();
});
