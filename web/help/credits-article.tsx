/** "The credit system", with the figures of this server as they are now. */
import { Anchor, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { creditsText } from '../format/credits.ts';
import { decimalText, percentText } from '../format/numbers.ts';
import { dateTimeText, timeText } from '../format/times.ts';
import { listText } from '../format/lists.ts';
import { game } from '../game/game.ts';
import { Failure } from '../shell/failure.tsx';
import { Loading } from '../shell/loading.tsx';
import { HelpArticle } from './help-article.tsx';
import { HelpSection } from './help-section.tsx';
import { PacksTable } from './packs-table.tsx';

const SECTIONS = ['turn', 'free', 'pockets', 'packs', 'caps', 'share', 'books'] as const;

export function CreditsArticle() {
  const { t } = useTranslation('help');
  const terms = useQuery({ queryKey: ['terms'], queryFn: () => game.api.terms() });
  const models = useQuery({ queryKey: ['models'], queryFn: () => game.api.narrators({}) });
  if (terms.isError) return <Failure failure={terms.error} onAgain={() => void terms.refetch()} />;
  if (!terms.data) return <Loading />;
  const { freeTurnsPerDay, freeTurnsResetAt, welcomeGrant, shareBasisPoints, refundWindowDays, nextPayoutAt, creditUsd } =
    terms.data;
  const named = (freeEligible: boolean) =>
    listText((models.data ?? []).filter((model) => model.freeEligible === freeEligible).map(({ name }) => name));
  const [covered, creditsOnly] = [named(true), named(false)];
  return (
    <HelpArticle
      title={t('credits.title')}
      summary={t('credits.summary')}
      sections={SECTIONS.map((id) => ({ id, title: t(`credits.${id}.title`) }))}
    >
      <HelpSection id="turn" title={t('credits.turn.title')}>
        <Text inherit>{t('credits.turn.text')}</Text>
        <Text inherit>{t('credits.turn.hold')}</Text>
        <Text inherit>{t('credits.turn.unit', { usd: decimalText(creditUsd) })}</Text>
      </HelpSection>
      <HelpSection id="free" title={t('credits.free.title')}>
        <Text inherit>{t('credits.free.text', { ...freeTurnsPerDay, reset: timeText(freeTurnsResetAt) })}</Text>
        <Text inherit>{t('credits.free.struck')}</Text>
        {covered && <Text inherit>{t('credits.free.models', { models: covered })}</Text>}
        {creditsOnly && <Text inherit>{t('credits.free.only', { models: creditsOnly })}</Text>}
      </HelpSection>
      <HelpSection id="pockets" title={t('credits.pockets.title')}>
        <Text inherit>{t('credits.pockets.text')}</Text>
        <List type="ordered">
          <List.Item>{t('credits.pockets.grant', { amount: creditsText(welcomeGrant) })}</List.Item>
          <List.Item>{t('credits.pockets.bonus')}</List.Item>
          <List.Item>{t('credits.pockets.earning')}</List.Item>
          <List.Item>{t('credits.pockets.purchase')}</List.Item>
        </List>
        <Text inherit>{t('credits.pockets.debt')}</Text>
      </HelpSection>
      <HelpSection id="packs" title={t('credits.packs.title')}>
        <Text inherit>{t('credits.packs.text')}</Text>
        <PacksTable />
      </HelpSection>
      <HelpSection id="caps" title={t('credits.caps.title')}>
        <Text inherit>{t('credits.caps.text')}</Text>
      </HelpSection>
      <HelpSection id="share" title={t('credits.share.title')}>
        <Text inherit>
          {t('credits.share.text', {
            share: percentText(shareBasisPoints / 10_000),
            days: refundWindowDays,
            payout: dateTimeText(nextPayoutAt),
          })}
        </Text>
        <Text inherit>{t('credits.share.excluded')}</Text>
      </HelpSection>
      <HelpSection id="books" title={t('credits.books.title')}>
        <Text inherit>{t('credits.books.text')}</Text>
        <Anchor component={Link} href="/help/models">
          {t('models.title')}
        </Anchor>
      </HelpSection>
    </HelpArticle>
  );
}
