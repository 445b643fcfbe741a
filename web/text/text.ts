/** The one catalogue of all that pages say. Another language is another folder beside `en` with the same keys. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import account from './en/account.json';
import dashboard from './en/dashboard.json';
import discover from './en/discover.json';
import journey from './en/journey.json';
import shell from './en/shell.json';

export const english = { account, dashboard, discover, journey, shell };

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
