/** The REST contract as an OpenAPI 3.1 document. */
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { ERRORS } from '#protocol/errors.ts';
import { restContract } from '#protocol/rest-contract.ts';

const ERROR_SCHEMA = {
  type: 'object' as const,
  required: ['code', 'message'],
  properties: {
    code: { type: 'string' as const, enum: Object.keys(ERRORS) },
    message: { type: 'string' as const, description: 'a sentence for the player' },
    data: { description: 'details, such as `issues` of BAD_INPUT' },
  },
};

const ERROR_RESPONSE = {
  description: 'Any failure: its HTTP status and its code belong together.',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
};

/** In the order of the page. */
const TAGS = [
  { name: 'Story', description: 'AI models with their prices, worlds, journeys and what was told in them.' },
  { name: 'Player', description: 'Who I am, all that is kept about me, and leaving for good.' },
  { name: 'Wallet', description: 'My balance, and everything that moved it.' },
  { name: 'Purchases', description: 'Packs of credits, and my payments for them.' },
  { name: 'Creator', description: 'What my worlds earn, and how they are played now.' },
  { name: 'Operator', description: 'For operators: credits given, taken and paid back, with reasons; quotes and margins.' },
];

const CSV_COLUMNS =
  '`credits`, `balance`, `debt`, `wouldHaveCost` and `ceiling` are in credits; `paid` is in `currency`; `input`, `cacheRead`, `cacheWrite` and `output` are ' +
  'tokens; times are UTC. Text that a spreadsheet would take for a formula has an apostrophe before it.';

type OpenApiDocument = Awaited<ReturnType<OpenAPIGenerator['generate']>>;

let document: Promise<OpenApiDocument> | undefined;

export function openApiDocument(): Promise<OpenApiDocument> {
  document ??= generate();
  return document;
}

async function generate(): Promise<OpenApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const generated = await generator.generate(restContract, {
    info: {
      title: 'Imagina',
      version: '1',
      description:
        'Stories told by AI, played together and paid by real usage. Sign in with `POST /auth/sign-in/anonymous`; send the answer’s `token` as a bearer token. ' +
        'Amounts are microcredits (1 credit = 1,000,000). Every error is `{code, message, data?}`. Beside those that a route names, any may fail with ' +
        '`BAD_INPUT`, `RATE_LIMITED` and `INTERNAL`, and where one must be signed in with `UNAUTHENTICATED`, `PLAYER_LEFT` and `WALLET_MERGED`.',
    },
    tags: TAGS,
    servers: [{ url: '/api' }],
    security: [{ bearer: [] }],
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: ERROR_SCHEMA },
      responses: { Error: ERROR_RESPONSE },
    },
  });
  Object.assign(generated.paths ?? {}, downloadPaths(generated.paths?.['/wallet/history']?.get?.parameters ?? []));
  for (const path of Object.values(generated.paths ?? {})) {
    for (const operation of [path?.get, path?.post, path?.delete]) {
      if (operation) operation.responses = { ...operation.responses, default: { $ref: '#/components/responses/Error' } };
    }
  }
  return generated;
}

/** What `downloads/export-routes.ts` streams beside the contract; a history's download takes the filters of its pages. */
function downloadPaths(parameters: readonly Parameter[]): OpenApiDocument['paths'] {
  const filters = parameters.filter((parameter) => !('name' in parameter && PAGING.has(parameter.name)));
  const download = (summary: string, type: string, tag: string, taken: readonly Parameter[] = [], columns?: string) => ({
    get: {
      ...{ summary, tags: [tag], parameters: [...taken], ...(columns === undefined ? {} : { description: columns }) },
      responses: { 200: { description: 'the file', content: { [type]: {} } } },
    },
  });
  return {
    '/wallet/history.csv': download('My history as a table, for people', 'text/csv', 'Wallet', filters, CSV_COLUMNS),
    '/wallet/history.json': download('My history, all rows', 'application/json', 'Wallet', filters),
    '/me/export': download('All that is kept about me', 'application/json', 'Player'),
  };
}

type Operation = NonNullable<NonNullable<NonNullable<OpenApiDocument['paths']>[string]>['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];

const PAGING: ReadonlySet<unknown> = new Set(['cursor', 'limit']);
