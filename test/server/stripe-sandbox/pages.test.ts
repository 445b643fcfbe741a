/** The Stripe sandbox's pages, by the forms that a browser would send. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { pino } from 'pino';
import { startStripeSandbox } from '#server/stripe-sandbox/start-stripe-sandbox.ts';
import { refused } from './refused.ts';
import { checkout, startSandboxBench } from './sandbox-bench.ts';
import type { SandboxBench } from './sandbox-bench.ts';

describe('Stripe sandbox: pages', () => {
  let bench: SandboxBench;
  before(async () => {
    bench = await startSandboxBench({ delivery: 'held' });
  });
  after(() => bench.end());

  const open = async (changes = {}) => bench.stripe.checkout.sessions.create(checkout(changes));
  const read = async (path: string) => (await fetch(new URL(path, bench.sandbox.url))).text();
  const submit = (path: string, fields: Record<string, string>) =>
    fetch(new URL(path, bench.sandbox.url), { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  const operate = (about: string, action: string, id = about, amount = '') => submit('/operate', { about, action, id, amount });

  it('says that no money moves, what is bought and for how much', async () => {
    const { url } = await open({ automatic_tax: { enabled: true } });
    const text = await read(url ?? '');
    for (const part of [
      'No money moves.',
      'local Stripe sandbox',
      '5,000 credits',
      'USD 5.00',
      'Taxes',
      'USD 1.00',
      'Pay USD 6.00',
    ]) {
      expect(text).to.include(part);
    }
  });

  it('escapes whatever a name holds', async () => {
    const name = `<script>alert('x')</script> & "pack"`;
    const price_data = { currency: 'usd', unit_amount: 500, product_data: { name, description: '<b>bold</b>' } };
    const { id, url } = await open({ line_items: [{ quantity: 2, price_data }], client_reference_id: '"><img src=x>' });
    for (const text of [await read(url ?? ''), await read('/')]) {
      expect(text).to.include('&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;pack&quot;');
      expect(text).to.not.match(/<script|<b>bold|<img/);
    }
    const problem = await operate(id, '<i>nothing</i>');
    expect(problem.status).to.equal(400);
    expect(await problem.text()).to.include('&lt;i&gt;nothing&lt;/i&gt;');
  });

  it('goes back to the shop with the session once paid, and can be paid no more', async () => {
    const { id } = await open();
    const paid = await submit(`/pay/${id}`, { choice: 'paid' });
    expect([paid.status, paid.headers.get('location')]).to.deep.equal([303, `http://localhost:2567/bought?session=${id}`]);
    expect(await bench.stripe.checkout.sessions.retrieve(id)).to.include({ payment_status: 'paid' });
    expect(await read(`/pay/${id}`))
      .to.include('This is paid.')
      .and.not.include('<form');
    const again = await submit(`/pay/${id}`, { choice: 'paid' });
    expect(again.status).to.equal(400);
    expect(await again.text()).to.include('This Session is complete');
  });

  it('stays after a declined card, and goes back when canceled', async () => {
    const { id } = await open();
    expect((await submit(`/pay/${id}`, { choice: 'declined' })).headers.get('location')).to.equal(`/pay/${id}`);
    expect(await read(`/pay/${id}`))
      .to.include('The card was declined')
      .and.include('Pay USD 5.00');
    expect((await submit(`/pay/${id}`, { choice: 'cancel' })).headers.get('location')).to.equal('http://localhost:2567/packs');
    expect(await bench.stripe.checkout.sessions.retrieve(id)).to.include({ status: 'open' });
    expect((await submit(`/pay/${id}`, { choice: 'anything' })).status).to.equal(400);
  });

  it('lets whoever develops play the bank', async () => {
    const { id } = await open();
    expect((await submit(`/pay/${id}`, { choice: 'delayed' })).headers.get('location')).to.include('/bought?session=cs_test_');
    expect(await read('/')).to.include('Bank pays');
    expect((await operate(id, 'delayed-succeeded')).headers.get('location')).to.equal(`/#${id}`);
    await operate(id, 'refund', id, '1.50');
    const { payment_intent } = await bench.stripe.checkout.sessions.retrieve(id);
    const payment = { payment_intent: payment_intent as string };
    const [refund] = (await bench.stripe.refunds.list(payment)).data;
    expect(refund).to.include({ amount: 150 });
    await operate(id, 'fail-refund', refund?.id);
    expect((await bench.stripe.refunds.list(payment)).data[0]).to.include({ status: 'failed' });

    await operate(id, 'dispute', id, '3');
    const [dispute] = (await bench.stripe.disputes.list(payment)).data;
    for (const action of ['withdraw', 'review', 'win', 'reinstate'])
      expect((await operate(id, action, dispute?.id)).status).to.equal(303);
    expect(await bench.stripe.disputes.retrieve(dispute?.id ?? '')).to.include({ status: 'won', amount: 300 });
    await operate(id, 'inquiry');
    expect(await read('/')).to.include('warning needs response');

    const event = (await bench.sandbox.control.pending()).at(-1);
    await operate(id, 'send', event?.id);
    expect(bench.received.at(-1)?.id).to.equal(event?.id);
    expect((await operate(id, 'refund', id, 'a lot')).status).to.equal(400);
  });

  it('holds webhooks back, sends them, shuffles them, and says which it does', async () => {
    const inForce = async () => /value="(\w+)" aria-pressed="true"/.exec(await read('/'))?.[1];
    expect(await read('/')).to.include('held back');
    expect(await inForce()).to.equal('held');
    await submit('/delivery', { delivery: 'all' });
    expect(await bench.sandbox.control.pending()).to.deep.equal([]);
    await submit('/delivery', { delivery: 'wild' });
    expect(bench.sandbox.control.delivery).to.deep.equal({ automatic: true, chaos: { duplicates: true, reorder: true } });
    expect(await read('/')).to.include('duplicated and out of order');
    expect(await inForce()).to.equal('wild');
    await submit('/delivery', { delivery: 'usual' });
    expect(await inForce()).to.equal('usual');
    await submit('/delivery', { delivery: 'held' });
    expect(bench.sandbox.control.delivery).to.deep.equal({ automatic: false, chaos: {} });
  });

  it('says so when a checkout has expired, and when there is none', async () => {
    const { id } = await open();
    await operate(id, 'expire');
    expect(await read(`/pay/${id}`))
      .to.include('has expired')
      .and.not.include('<form');
    expect((await fetch(new URL('/pay/cs_test_nothing', bench.sandbox.url))).status).to.equal(404);
    expect((await fetch(new URL('/elsewhere', bench.sandbox.url))).status).to.equal(404);
  });

  it('has an open checkout’s page at the same address after a restart', async () => {
    const { url } = await open();
    await bench.restart();
    expect(await read(url ?? '')).to.include('Pay USD 5.00');
  });

  it('starts at another address when its own was taken meanwhile', async () => {
    const { url: before } = bench.sandbox;
    const taker = createServer();
    await bench.restart(async () => {
      taker.listen(Number(new URL(before).port), '127.0.0.1');
      await once(taker, 'listening');
    });
    expect(bench.sandbox.url).not.to.equal(before);
    expect(await read('/')).to.include('Payments');
    taker.close();
  });

  it('never starts in production', async () => {
    const db = new MongoClient('mongodb://127.0.0.1:1').db();
    const started = startStripeSandbox({
      db,
      host: '127.0.0.1',
      webhookUrl: () => null,
      log: pino({ level: 'silent' }),
      production: true,
    });
    await refused(started, /never runs in production/);
  });
});
