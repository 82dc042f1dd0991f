import type { TranslationBundle } from '@jupyterlab/translation';

import { translate } from '../i18n';

const TABLE: Record<string, string> = {
  'Line {line} raised *{error}*:': '第 {line} 行引发 *{error}*：',
  'the name is not known.': '名字未知。',
  'You tried “{title}” in {file}.': '你在 {file} 试过“{title}”。',
  'Ridge by hand': '手写岭回归',
  'Stopped after {seconds:g} s.': '{seconds:g} 秒后停止。'
};
const trans = {
  __: (id: string) => TABLE[id] ?? id
} as unknown as TranslationBundle;

describe('told', () => {
  it.each([
    [
      'Line {line} raised *{error}*: the name is not known.',
      { line: 3, error: 'NameError' },
      '第 3 行引发 *NameError*：名字未知。'
    ],
    [
      'You tried “{title}” in {file}.',
      { title: 'Ridge by hand', file: 'Ridge by hand' },
      '你在 Ridge by hand 试过“手写岭回归”。'
    ],
    ['Stopped after {seconds:g} s.', { seconds: 10.0000001 }, '10 秒后停止。'],
    ['Nobody translated this {one}.', { one: 1 }, 'English'],
    ['Line {line} raised *{error}*: unheard of.', { line: 3 }, 'English']
  ])('%s', (id, values, expected) => {
    expect(translate(trans, { id, values, text: 'English' })).toBe(expected);
  });

  it('is English where the server gave no id', () => {
    expect(translate(trans, { id: '', values: {}, text: 'As it is.' })).toBe(
      'As it is.'
    );
  });
});

describe('the language of the course', () => {
  it.each([
    ['zh-CN', 'zh-CN'],
    ['', 'en']
  ])('is what the page says: "%s"', (said, expected) => {
    jest.isolateModules(() => {
      /* eslint-disable @typescript-eslint/no-require-imports */
      const { PageConfig } =
        require('@jupyterlab/coreutils') as typeof import('@jupyterlab/coreutils');
      PageConfig.setOption('homlCourseLanguage', said);
      const { textLanguage } = require('../i18n') as typeof import('../i18n');
      /* eslint-enable @typescript-eslint/no-require-imports */
      expect(textLanguage(trans, 'Lasso by hand')).toBe(expected);
      expect(textLanguage(trans, 'Ridge by hand')).toBeUndefined();
    });
  });
});
