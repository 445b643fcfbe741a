/** Providers as they write themselves. */
const NAMES: Readonly<Record<string, string>> = { google: 'Google', github: 'GitHub', discord: 'Discord' };

export function providerName(provider: string): string {
  return NAMES[provider] ?? provider;
}
