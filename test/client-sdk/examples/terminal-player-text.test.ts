/** The server's answers in the words of the terminal player: nobody pays more than they read, and counted turns are marked. */
import { expect } from 'chai';
import { turnText } from '#sdk/examples/cause-text.ts';
import { balanceText, credits, quoteText, receiptText } from '#sdk/examples/price-text.ts';
import { turnContextView } from '#server/http/turn-context-view.ts';
import { coast, turnOf } from '../../core/prompts/story.ts';

const usage = { input: 900, cacheRead: 100, cacheWrite: 0, output: 50 };

describe('what the terminal player shows', () => {
  it('[PR3] rounds what may be asked or was asked up, and what somebody has down', () => {
    expect(credits(977_000)).to.equal('0.98 credits');
    expect(credits(970_001)).to.equal('0.98 credits');
    expect(credits(970_000)).to.equal('0.97 credits');
    expect(balanceText(979_999)).to.equal('0.97 credits');
    const quote = {
      ...{ narratorId: 'hearth', priceVersion: 1, low: 500_000, likely: 501_000, high: 700_000, ceiling: 977_000 },
      ...{
        passageTokensMax: 100,
        shortened: false,
        withoutTrackers: false,
        promptTokens: 1,
        warm: false,
        warmUntil: null,
        summary: null,
      },
      ...{ funding: 'credits' as const, turnsLeft: 2, cappedBy: null },
    };
    expect(quoteText(quote)).to.include('about 0.51 credits, never above 0.98 credits');
    const capped = quoteText({ ...quote, shortened: true, cappedBy: 'day' });
    expect(capped, '[TN10]').to.include('shortened to 100 tokens, since your day cap allows no more');
    expect(quoteText({ ...quote, turnsLeft: 0, cappedBy: 'turn' })).to.include(
      'refused as it is, since your turn cap allows no more',
    );
  });

  it('[PR4] marks a counted turn on its receipt and where it is opened', () => {
    const receipt = { charged: 970_001, wouldHaveCost: 970_001, funding: 'credits', usage } as const;
    const text = 'turn 3: 0.98 credits · read 1000 tokens, 100 of them remembered, wrote 50';
    const shown = (counted: boolean) => receiptText(3, { ...receipt, counted });
    expect([shown(false), shown(true)]).to.deep.equal([text, `${text} · counted`]);
    const told = (counted: boolean) => ({ ...turnOf(3, 'Rain.'), calls: [{ call: 'narration' as const, usage, counted }] });
    const opened = (counted: boolean, forAuthor: boolean) =>
      turnText(turnContextView({ turn: told(counted), before: [], world: coast, forAuthor })).split('\n')[0];
    expect(opened(false, true)).to.equal('Turn 3 by hearth: 0.00 credits');
    expect(opened(true, true)).to.equal('Turn 3 by hearth: 0.00 credits · counted');
    expect(opened(true, false)).to.equal('Turn 3 by hearth: the author paid · counted');
  });
});
