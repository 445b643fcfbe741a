/** What vendors' AIs are offered as: prices that the price book takes, margins, sizes that fit. */
import { expect } from 'chai';
import { narratorPrices } from '#core/pricing/price-book.ts';
import { creditsForUsd } from '#narrators/ai-sdk/vendor-offers.ts';
import { anthropicNarrators } from '#narrators/anthropic/anthropic-narrators.ts';
import { googleNarrators } from '#narrators/google/google-narrators.ts';
import { LOCAL_NARRATORS } from '#narrators/local-catalogue.ts';
import { compatibleNarrators, freeNarratorId } from '#narrators/openai-compatible/compatible-narrators.ts';
import { openRouterNarrators } from '#narrators/openai-compatible/openrouter-narrators.ts';
import { openAiNarrators } from '#narrators/openai/openai-narrators.ts';

const access = { apiKey: 'key', log: { warn: () => undefined } };

describe("what vendors' AIs are offered as", () => {
  const vendors = [openAiNarrators, anthropicNarrators, googleNarrators, openRouterNarrators].map((offer) => offer(access));
  const entries = vendors.flatMap((vendor) => vendor.entries);
  const rows = vendors.flatMap(({ prices }) => prices);

  it('[PR1] has a price row for each, which the price book takes', () => {
    expect(rows.map(({ narratorId }) => narratorId)).to.deep.equal(entries.map(({ narratorId }) => narratorId));
    for (const row of rows) {
      const prices = narratorPrices(row);
      const pairs = [
        [prices.input, prices.vendor.input],
        [prices.output, prices.vendor.output],
        [prices.cacheRead, prices.vendor.cacheRead],
        [prices.cacheWrite, prices.vendor.cacheWrite],
      ] as const;
      for (const [price, vendor] of pairs) expect(price > vendor, row.narratorId).to.equal(true);
    }
  });

  it('asks 1.6 times the list price', () => {
    for (const [usd, credits] of [
      ['1', '1600'],
      ['0.1', '160'],
      ['0.125', '200'],
      ['12.5', '20000'],
      ['0.000001', '0.002'], // Rounded up to three decimals.
    ] as const)
      expect(creditsForUsd(usd), usd).to.equal(credits);
  });

  it('has ids of its own, three tiers a vendor, and free turns on the short one only', () => {
    const ids = [...entries.map(({ narratorId }) => narratorId), ...LOCAL_NARRATORS];
    expect(new Set(ids).size).to.equal(ids.length);
    for (const id of ids) expect(id).to.match(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const { prices } of vendors) {
      expect(prices.map(({ tier }) => tier)).to.deep.equal(['short', 'standard', 'premium']);
      expect(prices.map(({ freeEligible }) => freeEligible)).to.deep.equal([true, false, false]);
    }
  });

  it('keeps what a player may choose within what the AI can read', () => {
    for (const [index, entry] of entries.entries()) {
      expect(entry.promptTokens).to.be.at.most(entry.promptTokensMax);
      expect(entry.passageTokens).to.be.at.most(entry.passageTokensMax);
      expect((entry.promptTokensMax + entry.passageTokensMax) * entry.narrator.countSlack).to.be.below(
        rows[index]?.contextTokens ?? 0,
      );
    }
  });

  it('names AIs of a service of our own after what the service calls them', () => {
    const ais = ['llama3.2:3b', 'Llama3.2/3b', '海', 'ember'].map((id) => ({ id, contextTokens: 2_048 }));
    const { entries: own, prices } = compatibleNarrators(
      ais,
      { url: 'http://box:1234/v1', log: access.log },
      new Set(LOCAL_NARRATORS),
    );
    expect(own.map(({ narratorId }) => narratorId)).to.deep.equal(['llama3-2-3b', 'llama3-2-3b-2', 'ai', 'ember-2']);
    for (const { vendor, description } of own) {
      expect(vendor).to.equal("this server's operator");
      expect(description, 'nothing of where it is').to.equal("Runs on a service of this server's operator.");
    }
    expect(own[0]).to.include({ name: 'llama3.2:3b' });
    for (const row of prices) expect(narratorPrices(row)).to.include({ tier: 'standard', freeEligible: true });
    for (const { promptTokensMax, passageTokensMax, narrator } of own) {
      expect(promptTokensMax).to.be.above(600);
      expect(promptTokensMax * narrator.countSlack + passageTokensMax).to.be.below(2_048);
    }
    expect(freeNarratorId('a', new Set(['a', 'a-2']))).to.equal('a-3');
  });
});
