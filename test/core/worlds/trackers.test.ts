/** Trackers change only by patches that the server clamps. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { applyPatches, initialSheet } from '#core/worlds/trackers.ts';
import type { EnumTracker, ListTracker, NumberTracker, TrackerDefinition, TrackerPatch } from '#core/worlds/trackers.ts';
import { always, SEED } from '../property.ts';

const basics = { label: 'Label', instruction: 'Moves.', keys: [], display: 'text' } as const;
const oil: NumberTracker = { ...basics, key: 'oil', kind: 'number', min: 0, max: 10, default: 6, maxDeltaPerTurn: 2 };
const tide: EnumTracker = { ...basics, key: 'tide', kind: 'enum', options: ['low', 'rising', 'high'], default: 'low' };
const bag: ListTracker = { ...basics, key: 'bag', kind: 'list', options: ['rope', 'knife', 'key'], default: ['rope'] };
const DEFINITIONS: readonly TrackerDefinition[] = [oil, tide, bag];
const START = initialSheet(DEFINITIONS);

const anyPatch: fc.Arbitrary<TrackerPatch> = fc.record({
  key: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('oil', 'tide', 'bag') },
    fc.constantFrom('__proto__', 'constructor', 'x'),
  ),
  op: fc.constantFrom('set', 'add', 'push', 'remove'),
  value: fc.oneof(
    fc.integer({ min: -20, max: 20 }),
    fc.double(),
    fc.constantFrom('low', 'high', 'rope', 'key', 'knife', 'crown', ''),
  ),
});

describe(`trackers (seed ${SEED})`, () => {
  it('never leave their range, whatever an AI proposes turn after turn, and keep before and after', () => {
    always(
      fc.property(fc.array(fc.array(anyPatch, { maxLength: 6, size: 'max' }), { maxLength: 12, size: 'max' }), (turns) => {
        let sheet = START;
        for (const patches of turns) {
          const next = applyPatches(DEFINITIONS, sheet, patches);
          expect(Object.keys(next.sheet)).to.deep.equal(['oil', 'tide', 'bag']);
          const { oil: oilNow, tide: tideNow, bag: bagNow } = next.sheet as { oil: number; tide: string; bag: string[] };
          expect(Number.isInteger(oilNow) && oilNow >= 0 && oilNow <= 10, `oil ${oilNow}`).to.equal(true);
          expect(Math.abs(oilNow - Number(sheet['oil']))).to.be.at.most(2);
          expect(tide.options).to.include(tideNow);
          expect(bagNow.every((item) => bag.options.includes(item)) && new Set(bagNow).size === bagNow.length).to.equal(true);
          const keys = next.changes.map(({ key }) => key);
          expect(new Set(keys).size, 'one change for a tracker').to.equal(keys.length);
          for (const { key, before, after } of next.changes) {
            expect([before, after]).to.deep.equal([sheet[key], next.sheet[key]]);
            expect(after).not.to.deep.equal(before);
          }
          sheet = next.sheet;
        }
      }),
    );
  });

  const CASES: [title: string, patches: TrackerPatch[], changed: Record<string, unknown>][] = [
    ['a step', [{ key: 'oil', op: 'add', value: -1 }], { oil: 5 }],
    ['a step that is too long', [{ key: 'oil', op: 'add', value: -9 }], { oil: 4 }],
    ['a step with decimals', [{ key: 'oil', op: 'add', value: 1.9 }], { oil: 7 }],
    ['no number', [{ key: 'oil', op: 'add', value: Number.NaN }], {}],
    ['endless', [{ key: 'oil', op: 'add', value: Infinity }], {}],
    ['setting a number', [{ key: 'oil', op: 'set', value: 10 }], {}],
    ['a number as text', [{ key: 'oil', op: 'add', value: '-1' }], {}],
    [
      'only the first patch of a tracker',
      [
        { key: 'oil', op: 'add', value: -1 },
        { key: 'oil', op: 'add', value: -1 },
      ],
      { oil: 5 },
    ],
    ['a known word', [{ key: 'tide', op: 'set', value: 'high' }], { tide: 'high' }],
    ['an unknown word', [{ key: 'tide', op: 'set', value: 'boiling' }], {}],
    ['the same word', [{ key: 'tide', op: 'set', value: 'low' }], {}],
    ['a thing', [{ key: 'bag', op: 'push', value: 'key' }], { bag: ['rope', 'key'] }],
    ['a thing that the world does not know', [{ key: 'bag', op: 'push', value: 'crown' }], {}],
    ['a thing one has', [{ key: 'bag', op: 'push', value: 'rope' }], {}],
    ['losing a thing', [{ key: 'bag', op: 'remove', value: 'rope' }], { bag: [] }],
    ['losing what one has not', [{ key: 'bag', op: 'remove', value: 'key' }], {}],
    ['an unknown tracker', [{ key: 'luck', op: 'add', value: 1 }], {}],
  ];
  for (const [title, patches, changed] of CASES) {
    it(`take a patch: ${title}`, () => {
      const { sheet, changes } = applyPatches(DEFINITIONS, START, patches);
      expect(sheet).to.deep.equal({ ...START, ...changed });
      expect(Object.fromEntries(changes.map(({ key, after }) => [key, after]))).to.deep.equal(changed);
    });
  }

  it('bring a value that is out of range back in, at the next step', () => {
    expect(applyPatches([oil], { oil: 99 }, [{ key: 'oil', op: 'add', value: 1 }]).sheet).to.deep.equal({ oil: 10 });
  });
});
