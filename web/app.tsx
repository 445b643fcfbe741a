/** Every page by its address. Each is loaded when it is first gone to. */
import { lazy, Suspense } from 'react';
import type { ComponentType } from 'react';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { Route, Switch } from 'wouter';
import { DiscoverPage } from './discover/discover-page.tsx';
import { LiveWalletProvider } from './game/live-wallet.tsx';
import { queries } from './game/queries.ts';
import { Loading } from './shell/loading.tsx';
import { NotFound } from './shell/not-found.tsx';
import { Shell } from './shell/shell.tsx';
import { theme, themeVariables } from './theme.ts';

const WorldPage = page(() => import('./discover/world-page.tsx'), 'WorldPage');
const SignInPage = page(() => import('./account/sign-in-page.tsx'), 'SignInPage');
const SignUpPage = page(() => import('./account/sign-up-page.tsx'), 'SignUpPage');
const ForgotPasswordPage = page(() => import('./account/forgot-password-page.tsx'), 'ForgotPasswordPage');
const ResetPasswordPage = page(() => import('./account/reset-password-page.tsx'), 'ResetPasswordPage');
const VerifyEmailPage = page(() => import('./account/verify-email-page.tsx'), 'VerifyEmailPage');
const SignedInPage = page(() => import('./account/signed-in-page.tsx'), 'SignedInPage');
const AccountPage = page(() => import('./account/account-page.tsx'), 'AccountPage');
const DashboardPage = page(() => import('./dashboard/dashboard-page.tsx'), 'DashboardPage');
const HistoryPage = page(() => import('./dashboard/history/history-page.tsx'), 'HistoryPage');
const SpendingPage = page(() => import('./dashboard/spending/spending-page.tsx'), 'SpendingPage');
const LimitsPage = page(() => import('./dashboard/limits/limits-page.tsx'), 'LimitsPage');
const PacksPage = page(() => import('./dashboard/packs/packs-page.tsx'), 'PacksPage');
const ReturnPage = page(() => import('./dashboard/packs/return-page.tsx'), 'ReturnPage');
const JourneyPage = page(() => import('./journey/journey-page.tsx'), 'JourneyPage');
const JoinPage = page(() => import('./journey/join-page.tsx'), 'JoinPage');

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={themeVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <LiveWalletProvider>
          <Shell>
            <Suspense fallback={<Loading />}>
              <Switch>
                <Route path="/" component={DiscoverPage} />
                <Route path="/worlds/:worldId" component={WorldPage} />
                <Route path="/journeys/:journeyId" component={JourneyPage} />
                <Route path="/join/:journeyId/:invite" component={JoinPage} />
                <Route path="/sign-in" component={SignInPage} />
                <Route path="/sign-up" component={SignUpPage} />
                <Route path="/forgot-password" component={ForgotPasswordPage} />
                <Route path="/reset-password" component={ResetPasswordPage} />
                <Route path="/verify-email" component={VerifyEmailPage} />
                <Route path="/signed-in" component={SignedInPage} />
                <Route path="/account" component={AccountPage} />
                <Route path="/dashboard" component={DashboardPage} />
                <Route path="/history" component={HistoryPage} />
                <Route path="/spending" component={SpendingPage} />
                <Route path="/limits" component={LimitsPage} />
                <Route path="/packs" component={PacksPage} />
                <Route path="/checkout/return" component={ReturnPage} />
                <Route component={NotFound} />
              </Switch>
            </Suspense>
          </Shell>
        </LiveWalletProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** A page in a file of its own, by the name it is exported with. */
function page<Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) {
  return lazy(async () => ({ default: (await load())[name] }));
}
