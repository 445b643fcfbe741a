/** What exactly becomes of a guest who makes an account. */
import { List } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { creditsText } from '../format/credits.ts';
import { game } from '../game/game.ts';

export function KeepJourneys() {
  const { t } = useTranslation('account');
  const terms = useQuery({ queryKey: ['terms'], queryFn: () => game.api.terms() });
  return (
    <List spacing={4}>
      <List.Item>{t('keep.all')}</List.Item>
      <List.Item>{t('keep.today')}</List.Item>
      {terms.data && (
        <>
          {terms.data.welcomeGrant > 0 && (
            <List.Item>{t('keep.welcome', { text: creditsText(terms.data.welcomeGrant) })}</List.Item>
          )}
          <List.Item>{t('keep.turns', { count: terms.data.freeTurnsPerDay.account })}</List.Item>
        </>
      )}
      <List.Item>{t('keep.anywhere')}</List.Item>
    </List>
  );
}
