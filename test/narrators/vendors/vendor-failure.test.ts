/** What becomes of a vendor's errors. */
import { expect } from 'chai';
import { APICallError, JSONParseError, TypeValidationError } from 'ai';
import { NarratorDown } from '#core/turns/narrator.ts';
import { retryAfterMs, vendorFailure } from '#narrators/ai-sdk/vendor-failure.ts';

const NOW = Date.parse('2026-11-23T10:00:00Z');

function refusal(statusCode: number, responseHeaders: Record<string, string> = {}): APICallError {
  return new APICallError({
    message: 'no',
    url: 'http://vendor',
    requestBodyValues: { story: 'secret' },
    statusCode,
    responseHeaders,
  });
}

describe("a vendor's failure", () => {
  it('[TN3] is busy where it says so', () => {
    for (const [failure, retryAfter] of [
      [refusal(429, { 'retry-after': '7' }), 7_000],
      [refusal(429), null],
      [refusal(529), null],
      [refusal(503, { 'retry-after': '2' }), 2_000],
      [{ type: 'overloaded_error', message: 'Overloaded' }, null],
    ] as const)
      expect(vendorFailure(failure, NOW)).to.be.instanceOf(NarratorDown).and.include({ kind: 'busy', retryAfterMs: retryAfter });
  });

  it('[TN3] is unavailable where it fails, refuses the key, or cannot be reached', () => {
    const unreachable = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:9') });
    for (const failure of [...[401, 402, 403, 404, 408, 500, 502, 503, 504].map((status) => refusal(status)), unreachable])
      expect(vendorFailure(failure, NOW)).to.be.instanceOf(NarratorDown).and.include({ kind: 'unavailable', retryAfterMs: null });
  });

  it('[TN4] is a plain failure where the request was at fault, or the answer broke', () => {
    for (const failure of [refusal(400), refusal(422), new Error('JSON parsing failed'), 'what?', undefined, null, 7])
      expect(vendorFailure(failure, NOW)).to.be.instanceOf(Error).and.not.instanceOf(NarratorDown);
  });

  it("logs none of the vendor's words, no key of any length and no story", () => {
    const STORY = 'Maren has the rope; overloaded, she says: timeout.';
    for (const failure of [
      new APICallError({
        ...{ message: `wrong key abc123: ${STORY}`, url: 'http://vendor', requestBodyValues: { STORY }, statusCode: 400 },
        responseBody: JSON.stringify({ error: { message: `wrong key abc123: ${STORY}`, code: 'invalid_api_key' } }),
      }),
      new JSONParseError({ text: `{"abc123": "${STORY}`, cause: new SyntaxError(`Unexpected token in ${STORY} abc123`) }),
      new TypeValidationError({ value: { text: STORY, key: 'abc123' }, cause: new Error(`${STORY} abc123`) }),
      { type: 'other', message: `${STORY} abc123` },
      `${STORY} abc123`,
    ]) {
      const { message, cause } = vendorFailure(failure, NOW);
      expect(`${message} ${String(cause)}`).not.to.match(/Maren|rope|abc123/);
      expect(String(cause)).to.match(/\b[1-9]\d* letters$/);
    }
    expect(String(vendorFailure(refusal(404), NOW).cause)).to.match(/HTTP 404, AI_APICallError/);
    const unreachable = new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }) });
    expect(String(vendorFailure(unreachable, NOW).cause)).to.include('ECONNREFUSED');
  });

  it('[TN4] takes a story about an overloaded cart for no busy vendor', () => {
    const broken = new JSONParseError({ text: '{"text": "The overloaded cart, a timeout', cause: new SyntaxError('overloaded') });
    expect(vendorFailure(broken, NOW)).not.to.be.instanceOf(NarratorDown);
  });

  it('reads when to try again in each of its forms, and no nonsense', () => {
    const date = new Date(NOW + 90_000).toUTCString();
    for (const [headers, ms] of [
      [{ 'retry-after': '7' }, 7_000],
      [{ 'retry-after': '0.5' }, 500],
      [{ 'retry-after': date }, 90_000],
      [{ 'retry-after-ms': '1500', 'retry-after': '2' }, 1_500],
      [{ 'retry-after': new Date(NOW - 5_000).toUTCString() }, null],
      [{ 'retry-after': 'soon' }, null],
      [{ 'retry-after': '-3' }, null],
      [{ 'retry-after': '1e99' }, null],
      [{ 'retry-after': '999999999' }, null],
      [{}, null],
    ] as const)
      expect(retryAfterMs(headers, NOW), JSON.stringify(headers)).to.equal(ms);
  });
});
