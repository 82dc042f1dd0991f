import { sectionAt, sectionCell } from '../sections';

const cells = [
  { type: 'markdown', source: '# Lesson' },
  { type: 'code', source: '## not a heading' },
  { type: 'markdown', source: 'words\n## 1 · One' },
  { type: 'code', source: '' },
  { type: 'markdown', source: '### deeper' },
  { type: 'markdown', source: '## 2 · Two' }
];

describe('sections', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
    [4, 1],
    [5, 2]
  ])('cell %i stands in section %i', (index, section) => {
    expect(sectionAt(cells, index)).toBe(section);
  });

  it('finds where a section begins', () => {
    expect(sectionCell(cells, 1)).toBe(2);
    expect(sectionCell(cells, 2)).toBe(5);
    expect(sectionCell(cells, 3)).toBe(-1);
  });
});
