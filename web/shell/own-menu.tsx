/** Who is here: the way to one's pages, to an account, and out. */
import { Button, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { withReturnTo } from '../account/use-return-to.ts';
import { useSignOut } from '../account/use-sign-out.ts';
import { useMe } from '../game/sign-in.ts';
import { PersonIcon } from './icons.tsx';
import classes from './shell.module.css';

export function OwnMenu() {
  const { t } = useTranslation('shell');
  const { data: me, isError } = useMe();
  const signOut = useSignOut();
  const [here] = useLocation();
  const isGuest = me?.kind === 'guest';
  const name = isGuest ? t('account.guest') : me?.name;
  return (
    <Menu position="bottom-end" width={230} withinPortal={false}>
      <Menu.Target>
        <Button
          variant="default"
          px="sm"
          aria-label={name === undefined ? t('account.menuUnnamed') : t('account.menu', { name })}
        >
          <PersonIcon size={18} />
          {name !== undefined && <span className={classes['me']}>{name}</span>}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {isGuest && (
          <>
            <Menu.Label>{t('account.guestHint')}</Menu.Label>
            <Menu.Item component={Link} href={withReturnTo('/sign-up', here)}>
              {t('account.signUp')}
            </Menu.Item>
          </>
        )}
        {(isGuest || isError) && (
          <>
            <Menu.Item component={Link} href={withReturnTo('/sign-in', here)}>
              {t('signIn')}
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Item component={Link} href="/dashboard">
          {t('account.dashboard')}
        </Menu.Item>
        <Menu.Item component={Link} href="/history">
          {t('account.history')}
        </Menu.Item>
        <Menu.Item component={Link} href="/packs">
          {t('account.packs')}
        </Menu.Item>
        <Menu.Item component={Link} href="/account">
          {t('account.account')}
        </Menu.Item>
        {me?.kind === 'account' && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => signOut.mutate()}>{t('account.signOut')}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
