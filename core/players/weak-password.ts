/** Which passwords are refused: those that are short, or that a guesser tries first. */
import { PASSWORD_CHARACTERS_MAX, PASSWORD_CHARACTERS_MIN } from '#protocol/values.ts';

export type PasswordWeakness = 'short' | 'long' | 'easy-to-guess';

/** What most passwords in leaked lists are made of, once digits and signs at their end are gone. */
const FAVORITES = new Set(
  (
    'password passwort passw0rd p@ssword p@ssw0rd qwerty qwertz azerty iloveyou letmein welcome admin administrator changeme secret trustno ' +
    'monkey dragon football baseball basketball superman batman pokemon minecraft sunshine princess starwars computer internet abc abcd imagina'
  ).split(' '),
);
/** Rows to walk along, either way; a digit row may begin anew. */
const ROWS = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm', 'qwertzuiopasdfghjklyxcvbnm'];
const DIFFERENT_CHARACTERS_MIN = 5;

/** null for a password that will do. `known` is what anybody knows of its owner: their e-mail, their name. */
export function passwordWeakness(password: string, known: readonly string[] = []): PasswordWeakness | null {
  if (password.length < PASSWORD_CHARACTERS_MIN) return 'short';
  if (password.length > PASSWORD_CHARACTERS_MAX) return 'long';
  const lower = password.toLowerCase();
  const stem = lower.replace(/[\d\W_]+$/, '');
  const isRow = ROWS.some((row) => row.includes(lower) || backwards(row).includes(lower));
  const isFewCharacters = new Set(lower).size < DIFFERENT_CHARACTERS_MIN;
  const isKnown = known.some((text) => text !== '' && [lower, stem].includes(text.toLowerCase()));
  return isRow || isFewCharacters || isKnown || FAVORITES.has(stem) ? 'easy-to-guess' : null;
}

function backwards(text: string): string {
  return Array.from(text).reverse().join('');
}
