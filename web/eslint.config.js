import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['dist', 'src/wire/generated.ts'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig },
    },
  },
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      // Large state is replaced as a whole ($state.raw); making it deeply reactive would cost more than it gives.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  { files: ['tools/serviceWorker.js'], languageOptions: { globals: { ...globals.serviceworker } } },
  { files: ['tools/**', 'tests/**', '*.js', '*.ts'], languageOptions: { globals: { ...globals.node } } },
);
