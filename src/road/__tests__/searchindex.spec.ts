import { course, exercise, lesson } from '../../__tests__/fakes';
import { buildIndex, normalize, searchCourse } from '../searchindex';
import type { Filter } from '../searchindex';

const lessons = [
  lesson({
    exercises: [
      exercise({ status: 'passed' }),
      exercise({ id: 'ch04-e02', title: 'Batch gradient descent' }),
      exercise({ id: 'ch04-e04', title: 'Stochastic steps', stuck: true }),
      exercise({ id: 'ch04-e06', title: 'Skipped one', mark: 'skipped' })
    ]
  }),
  lesson({
    id: 'ch10',
    number: '10',
    title: 'Réseaux de neurones',
    sections: [],
    exercises: [
      exercise({ id: 'ch10-e01', title: 'Perceptron', skills: ['Perceptron'] })
    ]
  })
];
const parts = [
  { id: 'one', title: 'One', lessons: [lessons[0]] },
  { id: 'two', title: 'Two', lessons: [lessons[1]] }
];

function ids(query: string, filter: Filter = 'all', due?: Set<string>) {
  const { parts: found } = searchCourse(
    buildIndex(course({ parts })),
    query,
    filter,
    due
  );
  return [...found.values()]
    .flat()
    .flatMap(({ exercises, lesson: { id }, sections, whole }) => [
      ...(whole ? [id] : []),
      ...sections.map(({ number }) => `§${number}`),
      ...exercises.map(one => one.id)
    ]);
}

describe('find', () => {
  it.each([
    ['descent gradient', ['ch04-e02']],
    ['WALKING', ['§2']],
    ['ch10', ['ch10', 'ch10-e01']],
    ['reseaux', ['ch10', 'ch10-e01']],
    ['perceptron neurones', []],
    ['nothing like it', []]
  ])('%s', (query, expected) => {
    expect(ids(query)).toEqual(expected);
  });

  it.each<[Filter, string[]]>([
    ['todo', ['ch04-e02', 'ch04-e04', 'ch10-e01']],
    ['stuck', ['ch04-e04']],
    ['review', ['ch10-e01']]
  ])('narrowed to %s', (filter, expected) => {
    expect(ids('', filter, new Set(['Perceptron']))).toEqual(expected);
  });

  it('narrows by words and filter together', () => {
    expect(ids('gradient', 'todo')).toEqual(['ch04-e02']);
  });

  it('leaves out what the learner has put aside with its lesson', () => {
    const aside = [lesson({ mark: 'skipped' })];
    const whole = course({ parts: [{ id: 'p', title: '', lessons: aside }] });
    expect(searchCourse(buildIndex(whole), '', 'todo').count).toBe(0);
  });

  it('searches in the language of the person too', () => {
    const index = buildIndex(course({ parts }), text =>
      text === 'Perceptron' ? '感知机' : text
    );
    expect(searchCourse(index, '感知', 'all').count).toBe(1);
  });

  it('compares without case and accents', () => {
    expect(normalize('Éclair Ω')).toBe('eclair ω');
  });
});
