import { choicesIn, withChoice } from '../choices';

const KEYS = ['q1', 'q2'];

/** A text, what is chosen in it, and the text once q2 is c. */
const CASES: [string, string, (string | null)[], string][] = [
  [
    'as handed out',
    'answers = {\n    "q1": None,\n    "q2": None,\n}\n# YOUR CODE HERE\n...',
    [null, null],
    'answers = {\n    "q1": None,\n    "q2": "c",\n}\n# YOUR CODE HERE\n...'
  ],
  [
    'written in one line, with other quotes',
    "answers = {'q1': 'b', 'q2' : 'a'}",
    ['b', 'a'],
    "answers = {'q1': 'b', 'q2' : \"c\"}"
  ],
  [
    'written twice: the last one counts',
    'answers = {"q1": "a", "q2": "a"}\nanswers = {"q1": "b", "q2": "d"}',
    ['b', 'd'],
    'answers = {"q1": "a", "q2": "a"}\nanswers = {"q1": "b", "q2": "c"}'
  ],
  [
    'in a comment: does not count',
    '# "q2": "a"\nanswers = {"q1": "b"}',
    ['b', null],
    '# "q2": "a"\nanswers = {"q2": "c", "q1": "b"}'
  ],
  ['empty', 'answers = {}', [null, null], 'answers = {"q2": "c"}'],
  [
    'without a dict',
    '# YOUR CODE HERE\n...',
    [null, null],
    'answers = {\n    "q1": None,\n    "q2": "c",\n}\n# YOUR CODE HERE\n...'
  ],
  [
    'with something else for an answer',
    'answers = {"q1": 3 * 4, "q2": "none"}',
    [null, null],
    'answers = {"q1": 3 * 4, "q2": "c"}'
  ]
];

describe('the choices in a cell', () => {
  it.each(CASES)('%s', (_, source, chosen, changed) => {
    expect([...choicesIn(source, KEYS).values()]).toEqual(chosen);
    expect(withChoice(source, KEYS, 'q2', 'c')).toBe(changed);
    expect(choicesIn(changed, KEYS).get('q2')).toBe('c');
  });
});
