/** Every page by its address. Each is loaded when it is first gone to, but for the first one. */
import { lazy } from 'react';
import type { ComponentType } from 'react';
import { DiscoverPage } from './discover/discover-page.tsx';

export const PAGES: Readonly<Record<string, ComponentType>> = {
  '/': DiscoverPage,
  '/worlds/:worldId': page(() => import('./discover/world-page.tsx'), 'WorldPage'),
  '/journeys/:journeyId': page(() => import('./journey/journey-page.tsx'), 'JourneyPage'),
  '/join/:journeyId/:invite': page(() => import('./journey/join-page.tsx'), 'JoinPage'),

  '/sign-in': page(() => import('./account/sign-in-page.tsx'), 'SignInPage'),
  '/sign-up': page(() => import('./account/sign-up-page.tsx'), 'SignUpPage'),
  '/forgot-password': page(() => import('./account/forgot-password-page.tsx'), 'ForgotPasswordPage'),
  '/reset-password': page(() => import('./account/reset-password-page.tsx'), 'ResetPasswordPage'),
  '/verify-email': page(() => import('./account/verify-email-page.tsx'), 'VerifyEmailPage'),
  '/signed-in': page(() => import('./account/signed-in-page.tsx'), 'SignedInPage'),
  '/account': page(() => import('./account/account-page.tsx'), 'AccountPage'),

  '/dashboard': page(() => import('./dashboard/dashboard-page.tsx'), 'DashboardPage'),
  '/history': page(() => import('./dashboard/history/history-page.tsx'), 'HistoryPage'),
  '/spending': page(() => import('./dashboard/spending/spending-page.tsx'), 'SpendingPage'),
  '/limits': page(() => import('./dashboard/limits/limits-page.tsx'), 'LimitsPage'),
  '/packs': page(() => import('./dashboard/packs/packs-page.tsx'), 'PacksPage'),
  '/checkout/return': page(() => import('./dashboard/packs/return-page.tsx'), 'ReturnPage'),

  '/create': page(() => import('./creators/worlds-page.tsx'), 'WorldsPage'),
  '/create/earnings': page(() => import('./creators/earnings-page.tsx'), 'EarningsPage'),
  '/create/worlds/:worldId': page(() => import('./creators/world-page.tsx'), 'WorldPage'),

  '/help': page(() => import('./help/help-page.tsx'), 'HelpPage'),
  '/help/credits': page(() => import('./help/credits-article.tsx'), 'CreditsArticle'),
  '/help/models': page(() => import('./help/models-article.tsx'), 'ModelsArticle'),
};

/** A page in a file of its own, by the name it is exported with. */
function page<Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) {
  return lazy(async () => ({ default: (await load())[name] }));
}
