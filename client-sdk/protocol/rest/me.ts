/** The REST contract of who I am. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { WalletSchema } from '../values.ts';

export const MeSchema = z.object({
  playerId: z.string(),
  kind: z.enum(['guest', 'account']),
  role: z.enum(['player', 'operator']),
  name: z.string(),
  wallet: WalletSchema,
});
export type Me = z.infer<typeof MeSchema>;

export const meContract = oc
  .route({ method: 'GET', path: '/me', summary: 'Who I am, and my wallet', tags: ['Player'] })
  .output(MeSchema);
