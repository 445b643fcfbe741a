/** What is around every page: theme, queries, the live wallet, the frame; and the page that the address asks for. */
import { Suspense } from 'react';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { Route, Switch, useLocation } from 'wouter';
import { LiveWalletProvider } from './game/live-wallet.tsx';
import { queries } from './game/queries.ts';
import { PAGES } from './pages.ts';
import { Loading } from './shell/loading.tsx';
import { NotFound } from './shell/not-found.tsx';
import { PageBoundary } from './shell/page-boundary.tsx';
import { Shell } from './shell/shell.tsx';
import { theme, themeVariables } from './theme.ts';

export function App() {
  const [here] = useLocation();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={themeVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <LiveWalletProvider>
          <Shell>
            <PageBoundary page={here}>
              <Suspense fallback={<Loading />}>
                <Switch>
                  {Object.entries(PAGES).map(([path, page]) => (
                    <Route key={path} path={path} component={page} />
                  ))}
                  <Route component={NotFound} />
                </Switch>
              </Suspense>
            </PageBoundary>
          </Shell>
        </LiveWalletProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
