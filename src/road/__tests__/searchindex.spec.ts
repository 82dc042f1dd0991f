import { course, exercise, lesson } from '../../__tests__/fakes';
import type { ISearchTexts } from '../../documents';
import { buildIndex, searchCourse } from '../searchindex';
import type { Filter, IResult } from '../searchindex';

const lessons = [
  lesson({
    exercises: [
      exercise({ status: 'passed' }),
      exercise({
        id: 'ch04-e02',
        number: '4.2',
        title: 'Batch gradient descent'
      }),
      exercise({ id: 'ch04-e04', title: 'Stochastic steps', stuck: true }),
      exercise({ id: 'ch04-e06', title: 'Skipped one', mark: 'skipped' })
    ]
  }),
  lesson({
    id: 'ch10',
    number: '10',
    title: 'Réseaux de neurones',
    skill_names: ['Perceptron', 'Tuning'],
    sections: [],
    exercises: [
      exercise({ id: 'ch10-e01', title: 'One unit', skills: ['Perceptron'] }),
      exercise({ id: 'ch10-e02', title: 'XOR', skills: ['Tuning'] })
    ]
  })
];
const parts = [
  { id: 'one', title: 'One', lessons: [lessons[0]] },
  { id: 'two', title: 'Two', lessons: [lessons[1]] }
];
const texts: ISearchTexts = {
  lessons: [
    {
      id: 'ch04',
      sections: ['A spring has a length at rest.', 'A valley, step by step.'],
      exercises: [{ id: 'ch04-e04', text: 'Draw one row a step.' }]
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

function name({ target }: IResult): string {
  switch (target.kind) {
    case 'lesson':
      return target.lesson.id;
    case 'section':
      return `§${target.section}`;
    case 'exercise':
      return target.exercise.id;
    case 'term':
      return target.term.id;
  }
}

function found(query: string, filter: Filter = 'all', due?: Set<string>) {
  const index = buildIndex(course({ parts }), texts);
  return searchCourse(index, query, filter, due).map(name);
}

describe('find', () => {
  it.each([
    ['descent gradient', ['ch04-e02']],
    ['WALKING', ['§2']],
    ['4.2', ['ch04-e02']],
    ['ch10', ['ch10', 'ch10-e01', 'ch10-e02']],
    ['reseaux', ['ch10']],
    ['spring rest', ['§1']],
    ['row', ['epoch', 'ch04-e04']],
    ['轮', ['epoch']],
    ['step', ['ch04-e04', '§2']],
    ['perceptron neurones', []],
    ['nothing like it', []]
  ])('%s', (query, expected) => {
    expect(found(query)).toEqual(expected);
  });

  it('finds by a skill only what carries it', () => {
    expect(found('perceptron')).toEqual(['ch10-e01']);
  });

  it.each<[Filter, string[]]>([
    ['todo', ['ch04-e02', 'ch04-e04', 'ch10-e01', 'ch10-e02']],
    ['stuck', ['ch04-e04']],
    ['review', ['ch10-e01']]
  ])('narrowed to %s', (filter, expected) => {
    expect(found('', filter, new Set(['Perceptron']))).toEqual(expected);
  });

  it('narrows by words and filter together', () => {
    expect(found('gradient', 'todo')).toEqual(['ch04-e02']);
  });

  it('leaves out what the learner has put aside with its lesson', () => {
    const aside = [lesson({ mark: 'skipped' })];
    const whole = course({ parts: [{ id: 'p', title: '', lessons: aside }] });
    expect(searchCourse(buildIndex(whole, null), '', 'todo')).toEqual([]);
  });

  it('searches in the language of the person too', () => {
    const index = buildIndex(course({ parts }), null, text =>
      text === 'XOR' ? '异或' : text
    );
    expect(searchCourse(index, '异或', 'all').map(name)).toEqual(['ch10-e02']);
  });

  it('answers a key within 10 ms in a course of 27 lessons', () => {
    const words = 'steps along the slope of a cost, each as long as the rate. ';
    const many = Array.from({ length: 27 }, (_, at) =>
      lesson({
        id: `l${at}`,
        exercises: Array.from({ length: 15 }, (__, number) =>
          exercise({ id: `l${at}-e${number}` })
        )
      })
    );
    const index = buildIndex(
      course({ parts: [{ id: 'p', title: '', lessons: many }] }),
      {
        terms: [],
        lessons: many.map(({ exercises, id }) => ({
          id,
          sections: [words.repeat(300), words.repeat(300)],
          exercises: exercises.map(one => ({
            id: one.id,
            text: words.repeat(15)
          }))
        }))
      }
    );
    const times = ['s', 'sl', 'slo', 'slope', 'slope zebra'].map(query => {
      const start = performance.now();
      searchCourse(index, query, 'all');
      return performance.now() - start;
    });
    // The median: a busy machine may interrupt one of them.
    expect(times.sort((one, other) => one - other)[2]).toBeLessThan(10);
  });
});
