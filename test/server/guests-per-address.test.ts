/** Guests at once, but not without end. */
import { expect } from 'chai';
import { signIn } from '../support/players.ts';
import { startTestServer } from '../support/test-server.ts';

describe('guests', () => {
  it('are limited per address, whatever headers a client makes up', async () => {
    const server = await startTestServer({ environment: { GUESTS_PER_ADDRESS_PER_HOUR: '2' } });
    try {
      const codes: unknown[] = [];
      for (let count = 0; count < 4; count++) {
        codes.push(
          await signIn(server).then(
            () => 'in',
            (failure: unknown) => (failure as { code: string }).code,
          ),
        );
      }
      expect(codes).to.deep.equal(['in', 'in', 'RATE_LIMITED', 'RATE_LIMITED']);
      const headers = { 'x-forwarded-for': '6.6.6.6', 'x-imagina-address': '6.6.6.6', 'content-type': 'application/json' };
      const answer = await fetch(`${server.url}/auth/sign-in/anonymous`, { method: 'POST', headers, body: '{}' });
      expect(answer.status).to.equal(429);
      expect(await answer.json()).to.include({ code: 'RATE_LIMITED' });
      expect(answer.headers.get('set-cookie')).to.equal(null);
    } finally {
      await server.stop();
    }
  });
});
