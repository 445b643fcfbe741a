/** Lint rules: what types cannot see. Formatting is prettier's. */
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

// The lint program runs on the strictest type-aware rules; what is switched off is switched off with a reason.
export default defineConfig(
  { ignores: ['node_modules', 'data', 'client-sdk/dist', 'web/dist', '**/*.js', '**/*.mjs', '**/*.html'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // Numbers in sentences are fine; everything else must be made text on purpose.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: true },
      ],
      // Arrow functions that pass a void call on are the plainest way to say "and nothing else".
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidOperator: true }],
      // `catch {}` with a fallback right behind it needs no empty-function ceremony.
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      // Native driver calls and narrators are generic over what they return.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Mongoose and the driver take plain options where their types name classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // `while (true)` with a return inside says what it means.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
    },
  },
  {
    files: ['test/**'],
    rules: {
      // chai's assertions are properties.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['web/**'],
    rules: {
      // Everything that pages say is in the catalogue, `web/text/en/`, ready for translation.
      'no-restricted-syntax': [
        'error',
        { selector: 'JSXText[value=/\\p{L}/u]', message: 'Say it in web/text/en/, and show it with t().' },
        {
          selector: 'JSXAttribute[name.name=/^(aria-label|label|placeholder|title|description|alt)$/] > Literal[value=/\\p{L}/u]',
          message: 'Say it in web/text/en/, and show it with t().',
        },
      ],
      // `onClick={() => mutate()}` says all there is to say.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // React takes handlers that return promises; what fails in them is shown by the query or mutation.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
);
