/** What vendors report, as disjoint pools: honest reports sum to their totals, lies are found out. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import type { VendorAnswer } from '#narrators/ai-sdk/vendor-ai.ts';
import { vendorUsage } from '#narrators/ai-sdk/vendor-usage.ts';
import { always, SEED } from '../../core/property.ts';

const CONTEXT = 100_000;
const LIMITS = { contextTokens: CONTEXT, wrote: true };

interface Report {
  readonly total?: number | undefined;
  readonly cacheRead?: number | undefined;
  readonly cacheWrite?: number | undefined;
  readonly output?: number | undefined;
  readonly reasoning?: number | undefined;
}

function reported({ total, cacheRead, cacheWrite, output, reasoning }: Report): VendorAnswer['usage'] {
  return {
    inputTokens: { total, noCache: undefined, cacheRead, cacheWrite },
    outputTokens: { total: output, text: undefined, reasoning },
  };
}

describe(`usage that vendors report (seed ${SEED})`, () => {
  const tokens = fc.integer({ min: 0, max: CONTEXT });
  const honest = fc
    .record({
      total: fc.integer({ min: 1, max: CONTEXT }),
      a: fc.nat(1_000),
      b: fc.nat(1_000),
      output: fc.integer({ min: 1, max: CONTEXT }),
    })
    .map(({ total, a, b, output }) => {
      const cacheRead = Math.floor((total * a) / 1_000);
      return { total, cacheRead, cacheWrite: Math.floor(((total - cacheRead) * b) / 1_000), output };
    });

  it("[PR2] makes pools that sum to the vendor's totals; thinking is inside the output", () => {
    always(
      fc.property(honest, fc.option(tokens, { nil: undefined }), (report, reasoning) => {
        const { usage, fault } = vendorUsage(reported({ ...report, reasoning }), LIMITS);
        expect(fault).to.equal(null);
        if (!usage) return;
        expect(usage.input + usage.cacheRead + usage.cacheWrite).to.equal(report.total);
        expect(usage.output).to.equal(report.output);
        for (const pool of Object.values(usage)) expect(pool).to.be.at.least(0);
      }),
    );
  });

  it('[PR2] takes no word about a cache for no cache', () => {
    expect(vendorUsage(reported({ total: 10, output: 2 }), LIMITS).usage).to.deep.equal({
      ...{ input: 10, cacheRead: 0, cacheWrite: 0, output: 2 },
    });
  });

  it('[PR4] believes no report with one impossible number in it', () => {
    const impossible = fc.oneof(
      fc.integer({ max: -1 }),
      fc.double({ min: 0.001, max: 1_000, noNaN: true, noInteger: true }),
      fc.constantFrom(NaN, Infinity, -Infinity, 2 ** 53, CONTEXT + 1),
    );
    const field = fc.constantFrom('total', 'cacheRead', 'cacheWrite', 'output');
    always(
      fc.property(honest, field, impossible, (report, name, value) => {
        const { usage, fault } = vendorUsage(reported({ ...report, [name]: value }), LIMITS);
        expect(usage).to.equal(null);
        expect(fault).to.be.a('string').and.not.equal('missing');
      }),
    );
  });

  it('[PR4] believes no pools that do not fit together, no free prompt and no free passage', () => {
    for (const report of [
      { total: 100, cacheRead: 60, cacheWrite: 50, output: 1 },
      { total: 0, output: 5 },
      { total: 100, output: 0 },
    ])
      expect(vendorUsage(reported(report), LIMITS).usage, JSON.stringify(report)).to.equal(null);
    expect(vendorUsage(reported({ total: 100, output: 0 }), { ...LIMITS, wrote: false }).usage?.output).to.equal(0);
  });

  it('[PR4] tells that a report is missing', () => {
    const words = [
      { total: '900', output: 5 },
      { total: 900, output: 5, cacheWrite: '640' },
    ] as unknown as Report[];
    for (const report of [{}, { total: 5 }, { output: 5 }, ...words])
      expect(vendorUsage(reported(report), LIMITS)).to.deep.equal({ usage: null, fault: 'missing' });
  });

  it('never returns pools that are not whole tokens, whatever is reported', () => {
    const anything = fc.option(fc.oneof(fc.double(), fc.integer(), fc.nat(200)), { nil: undefined });
    always(
      fc.property(anything, anything, anything, anything, (total, cacheRead, cacheWrite, output) => {
        const { usage } = vendorUsage(reported({ total, cacheRead, cacheWrite, output }), LIMITS);
        for (const pool of Object.values(usage ?? {})) expect(pool).to.satisfy(Number.isSafeInteger).and.be.within(0, CONTEXT);
      }),
      1_000,
    );
  });
});
