/** What can happen to a payment at Stripe, step by step, and what it comes to: for a pack of 10,000 credits and 500 bonus at USD 10.00. */
import type { SandboxControl } from '#server/stripe-sandbox/sandbox-control.ts';

/** What the steps of one run share. */
export interface Story {
  readonly control: SandboxControl;
  readonly sessionId: string;
  /** Of the last refund and the last dispute. */
  refundId: string;
  disputeId: string;
}

type Step = (story: Story) => Promise<unknown>;

export interface Scenario {
  readonly title: string;
  readonly steps: readonly Step[];
  /** Credits by pocket and the purchase's amounts; what is left out is 0. */
  readonly ends: { state: string; refunded?: number; disputed?: number; purchase?: bigint; bonus?: bigint };
}

const pay: Step = ({ control, sessionId }) => control.pay(sessionId);
const decline: Step = ({ control, sessionId }) => control.pay(sessionId, 'declined');
const delay: Step = ({ control, sessionId }) => control.pay(sessionId, 'delayed');
const bank =
  (word: 'succeeded' | 'failed'): Step =>
  ({ control, sessionId }) =>
    control.finishDelayed(sessionId, word);
const refund =
  (amount: number, pending = false): Step =>
  async (story) => {
    story.refundId = (await story.control.refund(story.sessionId, amount, { pending })).id;
  };
const dispute =
  (amount?: number, inquiry = false): Step =>
  async (story) => {
    story.disputeId = (await story.control.openDispute(story.sessionId, amount, { inquiry })).id;
  };
const withdraw: Step = ({ control, disputeId }) => control.withdrawFunds(disputeId);
const reinstate =
  (amount?: number): Step =>
  ({ control, disputeId }) =>
    control.reinstateFunds(disputeId, amount);
const close =
  (word: 'won' | 'lost'): Step =>
  ({ control, disputeId }) =>
    control.closeDispute(disputeId, word);

const ALL = { state: 'paid', purchase: 10_000n, bonus: 500n };

export const SCENARIOS: readonly Scenario[] = [
  { title: 'paid', steps: [pay], ends: ALL },
  { title: 'paid by a slow bank', steps: [delay, bank('succeeded')], ends: ALL },
  { title: 'refused by a slow bank', steps: [delay, bank('failed')], ends: { state: 'failed' } },
  { title: 'declined, then paid', steps: [decline, decline, pay], ends: ALL },
  { title: 'expired', steps: [({ control, sessionId }) => control.expire(sessionId)], ends: { state: 'expired' } },
  {
    title: 'refunded in part, twice',
    steps: [pay, refund(250), refund(301)],
    ends: { state: 'paid', refunded: 551, purchase: 4_490n, bonus: 224n }, // 224.5 of the bonus
  },
  {
    title: 'refunded, and the refund fails after it had succeeded',
    steps: [pay, refund(400), ({ control, refundId }) => control.failRefund(refundId)],
    ends: ALL,
  },
  {
    title: 'refunded by a slow bank',
    steps: [pay, refund(1_000, true), ({ control, refundId }) => control.finishRefund(refundId)],
    ends: { state: 'paid', refunded: 1_000 },
  },
  { title: 'disputed and won', steps: [pay, dispute(), withdraw, close('won'), reinstate()], ends: ALL },
  { title: 'disputed and lost', steps: [pay, dispute(), withdraw, close('lost')], ends: { state: 'paid', disputed: 1_000 } },
  {
    title: 'disputed and lost, and a part comes back',
    steps: [pay, dispute(800), withdraw, close('lost'), reinstate(300)],
    ends: { state: 'paid', disputed: 500, purchase: 5_000n, bonus: 250n },
  },
  { title: 'disputed, and the funds come back at once', steps: [pay, dispute(), withdraw, reinstate()], ends: ALL },
  { title: 'asked about by the bank, without a dispute', steps: [pay, dispute(undefined, true), close('won')], ends: ALL },
  {
    title: 'refunded in part and disputed whole',
    steps: [pay, refund(500), dispute(), withdraw, close('lost')],
    ends: { state: 'paid', refunded: 500, disputed: 1_000 },
  },
];
