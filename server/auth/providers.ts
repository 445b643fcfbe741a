/** Whom else players may sign in by, once an operator has registered this server there. */

export const PROVIDERS = ['google', 'github', 'discord'] as const;
export type Provider = (typeof PROVIDERS)[number];

/** From the provider's page for developers, where `PUBLIC_URL/auth/callback/PROVIDER` is registered. */
export interface ProviderKeys {
  readonly clientId: string;
  readonly clientSecret: string;
}
