import type { NotebookKind } from '../../documents';
import { isProse } from '../prose';

describe('isProse', () => {
  it.each<[string, string, Record<string, unknown>, boolean]>([
    ['the text of a lesson', 'ch04-cell-7', {}, true],
    ['text between exercises', 'ch04-text-1', {}, true],
    [
      'a statement',
      'ch04-e01-statement',
      { homl: { exercise: 'ch04-e01', role: 'statement' } },
      true
    ],
    [
      'an answer in Markdown',
      'ch04-e12',
      { homl: { exercise: 'ch04-e12', role: 'answer' } },
      false
    ],
    ['a cell of the learner’s own', '5f6b0c9e', {}, false],
    ['a cell of another course', 'ch05-cell-7', {}, false]
  ])('knows %s', (_, id, metadata, prose) => {
    const place = (notebook: NotebookKind) => ({ lesson: 'ch04', notebook });
    expect(isProse(place('lesson'), id, metadata, false)).toBe(prose);
    expect(isProse(place('exercises'), id, metadata, true)).toBe(prose);
    // What an instructor edits before it is released.
    expect(isProse(place('exercises'), id, metadata, false)).toBe(false);
  });
});
