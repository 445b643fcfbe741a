/** The events that README tells operators to subscribe to are those that are read. */
import { expect } from 'chai';
import { EVENT_TYPES } from '#server/payments/payment-events.ts';
import { codesIn, readText } from '../../support/repository.ts';

describe("README's webhook endpoint", () => {
  it('[PY1] has exactly the events that concern purchases', () => {
    const [, list = ''] = /with these events:(.*?)\. It shows/s.exec(readText('README.md')) ?? [];
    expect(codesIn(list)).to.have.members([...EVENT_TYPES]);
  });
});
