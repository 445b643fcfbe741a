/** Which field of a form a refusal is about, and what to say there: as keys of the catalogue's `faults`. */
import { GameError } from '#sdk/index.ts';

export type FormField = 'email' | 'password' | 'name' | 'current';

export type FieldFaults = Partial<Record<FormField, FaultWords>>;

export type FaultWords =
  | 'emailMalformed'
  | 'emailTaken'
  | 'credentialsWrong'
  | 'currentWrong'
  | 'nameMalformed'
  | 'passwordMissing'
  | 'passwordShort'
  | 'passwordLong'
  | 'passwordEasy';

const WEAK: Readonly<Record<string, FaultWords>> = {
  short: 'passwordShort',
  long: 'passwordLong',
  'easy-to-guess': 'passwordEasy',
};

/** null for what is about no field: it is shown for the whole form. `has`: the fields of the form. */
export function faultsOf(failure: unknown, has: readonly FormField[]): FieldFaults | null {
  const faults = failure instanceof GameError ? faultsOfError(failure, has) : {};
  return Object.keys(faults).length === 0 ? null : faults;
}

function faultsOfError({ code, data }: GameError, has: readonly FormField[]): FieldFaults {
  switch (code) {
    case 'PASSWORD_WEAK':
      return { password: WEAK[(data as { weakness?: string } | undefined)?.weakness ?? ''] ?? 'passwordEasy' };
    case 'EMAIL_TAKEN':
      return { email: 'emailTaken' };
    case 'CREDENTIALS_WRONG':
      return has.includes('current') ? { current: 'currentWrong' } : { password: 'credentialsWrong' };
    case 'BAD_INPUT':
      return Object.assign({}, ...issuesOf(data).map((path) => faultAt(path, has))) as FieldFaults;
    default:
      return {};
  }
}

function issuesOf(data: unknown): string[] {
  const issues = (data as { issues?: unknown } | undefined)?.issues;
  if (!Array.isArray(issues)) return [];
  return (issues as { path?: unknown[] }[]).flatMap(({ path }) => (typeof path?.[0] === 'string' ? path[0] : []));
}

function faultAt(path: string, has: readonly FormField[]): FieldFaults {
  if (path === 'email' && has.includes('email')) return { email: 'emailMalformed' };
  if (path === 'name' && has.includes('name')) return { name: 'nameMalformed' };
  if (path === 'currentPassword' && has.includes('current')) return { current: 'passwordMissing' };
  return /password/i.test(path) && has.includes('password') ? { password: 'passwordMissing' } : {};
}
