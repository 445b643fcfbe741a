/** The main places of the site, as links that say where one is. */
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import classes from './shell.module.css';

const PLACES = [
  { href: '/', text: 'discover' },
  { href: '/dashboard', text: 'dashboard' },
  { href: '/create', text: 'create' },
  { href: '/help', text: 'help' },
] as const;

export function Places() {
  const { t } = useTranslation('shell');
  const [location] = useLocation();
  return PLACES.map(({ href, text }) => (
    <Link
      key={href}
      href={href}
      aria-current={href === location ? 'page' : undefined}
      className={`${classes['place'] ?? ''} ${href === location ? (classes['here'] ?? '') : ''}`}
    >
      {t(text)}
    </Link>
  ));
}
