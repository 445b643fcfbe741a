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

const CreatorWorldPage = page(() => import('./creators/world-page.tsx'), 'WorldPage');
const CreditsArticle = page(() => import('./help/credits-article.tsx'), 'CreditsArticle');
const EarningsPage = page(() => import('./creators/earnings-page.tsx'), 'EarningsPage');
const HelpPage = page(() => import('./help/help-page.tsx'), 'HelpPage');
const JourneyPage = page(() => import('./journey/journey-page.tsx'), 'JourneyPage');
const ModelsArticle = page(() => import('./help/models-article.tsx'), 'ModelsArticle');
const WorldsPage = page(() => import('./creators/worlds-page.tsx'), 'WorldsPage');

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={themeVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <LiveWalletProvider>
          <Shell>
            <Suspense fallback={<Loading />}>
              <Switch>
                <Route path="/" component={DiscoverPage} />
                <Route path="/journeys/:journeyId" component={JourneyPage} />
                <Route path="/create" component={WorldsPage} />
                <Route path="/create/earnings" component={EarningsPage} />
                <Route path="/create/worlds/:worldId" component={CreatorWorldPage} />
                <Route path="/help" component={HelpPage} />
                <Route path="/help/credits" component={CreditsArticle} />
                <Route path="/help/models" component={ModelsArticle} />
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
