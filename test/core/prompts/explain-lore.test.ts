/** Why an entry is in a prompt, or why not. */
import { expect } from 'chai';
import { explainLore } from '#core/prompts/explain-lore.ts';
import type { LoreEntry } from '#core/worlds/world.ts';
import { loreEntry } from './story.ts';

const texts = [
  { text: 'The keeper waits by the lamp.', place: 'the action' },
  { text: 'A bell.', place: 'turn 4' },
];

function explain(entries: LoreEntry[], { budget = 100, limit = 50, cutIds = new Set<string>() } = {}) {
  const book = { scan_depth: 3, token_budget: budget, entries };
  return explainLore({ book, texts, tokensOf: ({ content }) => content.length, budget, limit, cutIds });
}

describe('explaining lore', () => {
  it('says why each entry is in, or why not', () => {
    const entries = [
      loreEntry('off', { keys: ['lamp'], enabled: false }),
      loreEntry('sea', { constant: true }),
      loreEntry('land', { constant: true }),
      loreEntry('bell', { content: '12345' }),
      loreEntry('lamp', { content: 'x'.repeat(200) }),
      loreEntry('oren', { keys: ['keeper'], secondary_keys: ['boots', 'stove'], selective: true }),
      loreEntry('alone', { keys: ['keeper'], selective: true }),
      loreEntry('wall', { keys: ['wall', 'harbor'] }),
      loreEntry('mute', { keys: [] }),
    ];
    const { total, entries: told } = explain(entries, { cutIds: new Set(['land']) });
    expect(total).to.equal(9);
    expect(told.map(({ id, state, why }) => `${id} ${state}: ${why}`)).to.deep.equal([
      'sea in: always there, by the world',
      'bell in: matched "bell" in turn 4',
      'land cut: always there, by the world, but what is always there takes at most half of what this AI model reads at once',
      'lamp cut: matched "lamp" in the action, but over the lore budget',
      'oren near: matched "keeper" in the action, but none of its second keys (boots, stove)',
      'alone near: matched "keeper" in the action, but it has no second keys',
      'off out: switched off',
      'wall out: none of its keys (wall, harbor) in the last 2 texts',
      'mute out: it has no keys',
    ]);
  });

  it('tells as many as asked for, those that matter first, and how many there are', () => {
    const others = Array.from({ length: 100_000 }, (_, index) => loreEntry(`other${index}`));
    const { total, entries } = explain([...others, loreEntry('bell')], { limit: 3 });
    expect(total).to.equal(100_001);
    expect(entries.map(({ id }) => id)).to.deep.equal(['bell', 'other0', 'other1']);
  });
});
