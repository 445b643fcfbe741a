/** The REST contract under `/api`: paths, inputs and answers. Server, SDK and the OpenAPI page all come from it. */
import { creatorContract } from './rest/creator.ts';
import { accountContract, meContract, signInOptionsContract } from './rest/me.ts';
import { operatorContract } from './rest/operator.ts';
import { purchasesContract } from './rest/purchases.ts';
import { storyContract } from './rest/story.ts';
import { termsContract } from './rest/terms.ts';
import { walletContract } from './rest/wallet.ts';

export * from './rest/creator.ts';
export * from './rest/me.ts';
export * from './rest/operator.ts';
export * from './rest/purchases.ts';
export * from './rest/story.ts';
export * from './rest/terms.ts';
export * from './rest/wallet.ts';
export { SeatSchema } from './rest/shared.ts';
export type { Seat } from './rest/shared.ts';

export const restContract = {
  me: meContract,
  signInOptions: signInOptionsContract,
  account: accountContract,
  terms: termsContract,
  ...storyContract,
  wallet: walletContract,
  creator: creatorContract,
  purchases: purchasesContract,
  admin: operatorContract,
};

export type RestContract = typeof restContract;
