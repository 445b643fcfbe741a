/** Where this machine finds what listens at an address. */
import { expect } from 'chai';
import { localAddress, localHost } from '#server/local-host.ts';

describe('the local host', () => {
  const ADDRESSES: [listens: string, address: string, url: string][] = [
    ['127.0.0.1', '127.0.0.1', 'http://127.0.0.1:2567'],
    ['0.0.0.0', '127.0.0.1', 'http://127.0.0.1:2567'],
    ['::', '::1', 'http://[::1]:2567'],
    ['::1', '::1', 'http://[::1]:2567'],
    ['fe80::2', 'fe80::2', 'http://[fe80::2]:2567'],
    ['localhost', 'localhost', 'http://localhost:2567'],
  ];
  for (const [listens, address, url] of ADDRESSES)
    it(`of ${listens} is ${address}`, () => {
      expect(localAddress(listens)).to.equal(address);
      expect(`http://${localHost(listens)}:2567`).to.equal(url);
      expect(new URL(url).port).to.equal('2567');
    });
});
