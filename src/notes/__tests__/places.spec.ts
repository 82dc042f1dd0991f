import { nullTranslator } from '@jupyterlab/translation';

import { notesByCell } from '../marks';
import { beginning } from '../selection';
import { placeWords, span, stateWords, withoutTasks } from '../words';
import { note } from './fakes';

const trans = nullTranslator.load('jupyterlab_homl');

describe('places of notes', () => {
  it('are told in words', () => {
    expect(placeWords(trans, note())).toBe(
      'note on section 2, paragraphs 1 to 2'
    );
    expect(placeWords(trans, note({ last: 1 }))).toBe(
      'note on section 2, paragraph 1'
    );
    expect(placeWords(trans, note({ first: null, last: null }))).toBe(
      'note on section 2'
    );
    expect(placeWords(trans, note({ section: null }))).toBe(
      'note without a place'
    );
    expect(span(note())).toBe('1–2');
    expect(span(note({ first: null }))).toBe('');
  });

  it('say what became of their text', () => {
    expect(stateWords(trans, note())).toBe('');
    expect(stateWords(trans, note({ state: 'lost' }))).toContain('any more');
    const now = { section: 3, paragraph: 4 };
    expect(stateWords(trans, note({ state: 'moved', now }))).toBe(
      'Its text is in section 3, paragraph 4 now.'
    );
  });

  it('are counted by cell', () => {
    const notes = [note(), note({ id: 'n2' }), note({ id: 'n3', cell: null })];
    const found = notesByCell(notes);
    expect([...found.keys()]).toEqual(['c1']);
    expect(found.get('c1')?.map(one => one.id)).toEqual(['n1', 'n2']);
  });

  it('begin with words, not with a heading', () => {
    expect(beginning('# Title\n\n  First words. ')).toBe('First words.');
    expect(beginning('## 2 · Only')).toBe('2 · Only');
    expect(beginning('x'.repeat(100))).toHaveLength(80);
  });

  it('leave tasks to their boxes', () => {
    expect(withoutTasks('a\n- [ ] b\n  * [x] c\n- d')).toBe('a\n- d');
  });
});
