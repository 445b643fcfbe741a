/** Commands that change the story told so far: another telling, undo, redo, other words. Only telling costs. */
// In a project of your own: from '@imagina/client-sdk'.
import type { JourneySession, StoryChange, TurnOutcome } from '../index.ts';
import { quoteText } from './price-text.ts';

export const STORY_COMMANDS = `  /retry [TEXT]  have your last turn told anew, or in other words; /retry? says what it costs
  /other N       another telling of the last turn
  /undo, /redo   take the story back by a turn, and forward again; free
  /edit TEXT     put the last passage, if it is yours, into your own words; /edit> TEXT does so with your action; free`;

type Print = (text: string) => void;

/** Whether it was such a command. `tell` shows what becomes of a turn. */
export async function obeyStoryCommand(
  { command, rest }: { command: string; rest: string },
  session: JourneySession,
  { print, tell }: { print: Print; tell: (outcome: Promise<TurnOutcome>) => void },
): Promise<boolean> {
  const { head, headAlternatives, me } = session.state;
  switch (command) {
    case '/retry':
      tell(session.retry(rest === '' ? {} : { text: rest }));
      return true;
    case '/retry?':
      print(me?.retryQuote ? `[told anew: ${quoteText(me.retryQuote)}]` : 'The last turn is not yours.');
      return true;
    case '/other': {
      const turnId = headAlternatives[Number(rest) - 1];
      if (turnId === undefined) print(`The last turn has ${headAlternatives.length} tellings.`);
      else await session.choose(turnId);
      return true;
    }
    case '/undo':
      await session.undo();
      return true;
    case '/redo':
      await session.redo();
      return true;
    case '/edit':
    case '/edit>':
      if (head === null || rest === '') print('There is nothing to edit. /edit TEXT is the last passage in your words.');
      else await (command === '/edit' ? session.editPassage(head, rest) : session.editAction(head, rest));
      return true;
    default:
      return false;
  }
}

/** Where the story stands after somebody changed it. */
export function storyText({ players, passages, head, headAlternatives }: JourneySession['state'], change: StoryChange): string {
  const name = players.find(({ playerId }) => playerId === change.by)?.name ?? 'Somebody';
  const did = { undo: 'took back', redo: 'brought back', choose: 'chose', edit: 'edited' }[change.what];
  const last = passages.find(({ turnId }) => turnId === head);
  const telling = last && headAlternatives.length > 1 ? ` (telling ${last.alternative} of ${last.alternatives})` : '';
  const stands = last
    ? `The story stands at${telling}:\n\n> ${last.name}: ${last.action}\n\n${last.text}`
    : 'The story is at its beginning.';
  return `(${name} ${did} turn ${change.n}.)\n${stands}\n`;
}
