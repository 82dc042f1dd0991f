import { nullTranslator } from '@jupyterlab/translation';

import { notesByCell } from '../notemarkers';
import { excerpt } from '../selection';
import {
  anchorStateText,
  paragraphRange,
  positionText,
  withoutTasks
} from '../texts';
import { note } from './fakes';

const trans = nullTranslator.load('jupyterlab_homl');

describe('places of notes', () => {
  it('are told in words', () => {
    expect(positionText(trans, note())).toBe(
      'note on section 2, paragraphs 1 to 2'
    );
    expect(positionText(trans, note({ last: 1 }))).toBe(
      'note on section 2, paragraph 1'
    );
    expect(positionText(trans, note({ first: null, last: null }))).toBe(
      'note on section 2'
    );
    expect(positionText(trans, note({ section: null }))).toBe(
      'note without a location'
    );
    expect(paragraphRange(note())).toBe('1–2');
    expect(paragraphRange(note({ first: null }))).toBe('');
  });

  it('say what became of their text', () => {
    expect(anchorStateText(trans, note())).toBe('');
    expect(anchorStateText(trans, note({ state: 'lost' }))).toContain(
      'no longer in the lesson'
    );
    const now = { section: 3, paragraph: 4 };
    expect(anchorStateText(trans, note({ state: 'moved', now }))).toBe(
      'Its text has moved to section 3, paragraph 4.'
    );
  });

  it('are counted by cell', () => {
    const notes = [note(), note({ id: 'n2' }), note({ id: 'n3', cell: null })];
    const found = notesByCell(notes);
    expect([...found.keys()]).toEqual(['c1']);
    expect(found.get('c1')?.map(one => one.id)).toEqual(['n1', 'n2']);
  });

  it('begin with words, not with a heading', () => {
    expect(excerpt('# Title\n\n  First words. ')).toBe('First words.');
    expect(excerpt('## 2 · Only')).toBe('2 · Only');
    expect(excerpt('x'.repeat(100))).toHaveLength(80);
  });

  it('leave tasks to their boxes', () => {
    expect(withoutTasks('a\n- [ ] b\n  * [x] c\n- d')).toBe('a\n- d');
  });
});
