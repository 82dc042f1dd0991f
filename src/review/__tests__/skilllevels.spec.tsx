import { nullTranslator } from '@jupyterlab/translation';
import { cleanup, render, screen } from '@testing-library/react';
import * as React from 'react';

import { course, lesson } from '../../__tests__/fakes';
import { LEVELS } from '../documents';
import { levelIcon } from '../icons';
import { dueSkills, LessonLevels } from '../skilllevels';
import { levelDescription, levelText } from '../texts';

const trans = nullTranslator.load('jupyterlab_homl');

afterEach(cleanup);

const KNOWN = lesson({
  skills: [
    { name: 'Gradient descent', level: 'mastered', due: true },
    { name: 'Regularisation', level: 'attempted', due: false }
  ]
});

describe('levels of skills', () => {
  it('stand on a lesson’s card in words', () => {
    render(<LessonLevels lesson={KNOWN} trans={trans} />);
    expect(screen.getByText('Gradient descent: mastered')).toBeTruthy();
    expect(screen.getByText('Regularisation: attempted')).toBeTruthy();
  });

  it('are left out where an older server does not tell them', () => {
    render(<LessonLevels lesson={lesson()} trans={trans} />);
    expect(screen.getByText('Fit by least squares')).toBeTruthy();
  });

  it('tell the road what is due', () => {
    const found = course({
      parts: [{ id: 'p', title: 'P', lessons: [KNOWN] }]
    });
    expect([...dueSkills(found)]).toEqual(['Gradient descent']);
    expect(dueSkills(course()).size).toBe(0);
  });

  it('each have words, a meaning and an icon of their own', () => {
    for (const of of [
      LEVELS.map(level => levelText(trans, level)),
      LEVELS.map(level => levelDescription(trans, level)),
      LEVELS.map(level => levelIcon(level).svgstr)
    ]) {
      expect(new Set(of).size).toBe(LEVELS.length);
    }
  });
});
