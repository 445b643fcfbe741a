/** The one catalogue of all that pages say. Another language is another folder beside `en` with the same keys. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import account from './en/account.json';
import context from './en/context.json';
import costs from './en/costs.json';
import creators from './en/creators.json';
import dashboard from './en/dashboard.json';
import discover from './en/discover.json';
import help from './en/help.json';
import journey from './en/journey.json';
import models from './en/models.json';
import shell from './en/shell.json';
import wallet from './en/wallet.json';
import { countText } from '../format/numbers.ts';

export const english = { account, context, costs, creators, dashboard, discover, help, journey, models, shell, wallet };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: typeof english;
  }
}

await i18next.use(initReactI18next).init({
  lng: 'en',
  resources: { en: english },
  defaultNS: 'shell',
  // React escapes what it shows.
  interpolation: { escapeValue: false },
});
// The words are English; numbers in them are the reader's.
i18next.services.formatter?.add('number', countText);
