import { excerpt, highlight, normalize } from '../highlight';

const marked = (text: string, ...terms: string[]): string =>
  highlight(text, terms)
    .map(piece => (piece.hit ? `[${piece.text}]` : piece.text))
    .join('');

describe('highlight', () => {
  it.each([
    [
      'Batch gradient descent',
      ['descent', 'grad'],
      'Batch [grad]ient [descent]'
    ],
    ['Réseaux de neurones', ['reseaux'], '[Réseaux] de neurones'],
    ['aﬃne maps, affine', ['ffi'], 'a[ﬃ]ne maps, a[ffi]ne'],
    ['感知机的规则', ['知机'], '感[知机]的规则'],
    ['banana', ['ana', 'nan'], 'b[ana][n]a'],
    ['nothing', ['zebra'], 'nothing']
  ])('%s', (text, terms, expected) => {
    expect(marked(text, ...terms)).toBe(expected);
  });
});

it('compares without case and accents', () => {
  expect(normalize('Éclair Ω')).toBe('eclair ω');
});

describe('excerpt', () => {
  const text = `${'word '.repeat(60)}the needle here ${'word '.repeat(60)}`;

  it('is cut between words around the match', () => {
    const found = excerpt(text, ['needle']);
    expect(found).toMatch(/^… (word )+the needle here (word )+…$/);
    expect(found.length).toBeLessThan(130);
  });

  it('is the whole of a short text', () => {
    expect(excerpt('a needle', ['needle'])).toBe('a needle');
  });
});
