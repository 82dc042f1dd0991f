import jupyterPlugin from '@jupyter/eslint-plugin';
import tsPlugin from '@typescript-eslint/eslint-plugin';
import tsParser from '@typescript-eslint/parser';
import prettierConfig from 'eslint-config-prettier';

// Rules that ask TypeScript for types need a project, which ui-tests/ does not have here.
const plugins = { '@typescript-eslint': tsPlugin, jupyter: jupyterPlugin };

const common = {
  '@typescript-eslint/naming-convention': [
    'error',
    {
      selector: 'interface',
      format: ['PascalCase'],
      custom: { regex: '^I[A-Z]', match: true }
    }
  ],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { args: 'none' }],
  curly: ['error', 'all'],
  eqeqeq: 'error',
  'no-console': ['error', { allow: ['warn', 'error'] }],
  'prefer-arrow-callback': 'error'
};

export default [
  {
    ignores: [
      '**/node_modules/**',
      '**/*.d.ts',
      '.cache/**',
      '.venv/**',
      'build/**',
      'coverage/**',
      'docs/**',
      'jupyterlab_homl/**',
      'lib/**',
      'notebooks/**',
      'src/rest.ts',
      'tests/**',
      'ui-tests/screenshots/**',
      'ui-tests/test-results/**'
    ]
  },
  ...jupyterPlugin.configs.recommended.map(config => ({
    ...config,
    plugins: { ...plugins, ...config.plugins }
  })),
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    languageOptions: {
      parser: tsParser,
      parserOptions: { project: './tsconfig.test.json' }
    },
    plugins,
    rules: {
      ...tsPlugin.configs.recommended.rules,
      ...common,
      '@typescript-eslint/no-floating-promises': 'error',
      // All of the front end is a few tens of kilobytes, and its plugins need it at once.
      'jupyter/prefer-lazy-imports': 'off'
    }
  },
  {
    files: ['src/**/__tests__/**'],
    rules: { 'jupyter/no-untranslated-string': 'off' }
  },
  {
    files: ['ui-tests/**/*.ts'],
    languageOptions: { parser: tsParser },
    plugins,
    rules: { ...tsPlugin.configs.recommended.rules, ...common }
  },
  prettierConfig
];
