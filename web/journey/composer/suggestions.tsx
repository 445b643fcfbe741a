/** What a newcomer could do first: a click writes it into the box, where its price stands beside it. */
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './composer.module.css';

interface SuggestionsProps {
  readonly suggestions: readonly string[];
  readonly onChoose: (text: string) => void;
}

export function Suggestions({ suggestions, onChoose }: SuggestionsProps) {
  const { t } = useTranslation('journey');
  if (suggestions.length === 0) return null;
  return (
    <div className={classes['suggestions']} role="group" aria-label={t('suggestions')}>
      {suggestions.map((text) => (
        <Button key={text} variant="default" className={classes['suggestion']} onClick={() => onChoose(text)}>
          {text}
        </Button>
      ))}
    </div>
  );
}
