/** The REST contract as an OpenAPI 3.1 document. */
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { restContract } from '#protocol/rest-contract.ts';

let document: Promise<object> | undefined;

export function openApiDocument(): Promise<object> {
  document ??= new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(restContract, {
    info: {
      title: 'Imagina',
      version: '1',
      description:
        'Stories told by AI, played together and paid by real usage. Sign in with `POST /auth/sign-in/anonymous`; send the answer’s `token` as a bearer token. ' +
        'Amounts are microcredits (1 credit = 1,000,000). Every error is `{code, message, data?}`.',
    },
    servers: [{ url: '/api' }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  });
  return document;
}
