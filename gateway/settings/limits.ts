import { wholeNumber } from '../../service/settings/settings.ts';
import { KIB, MIB } from './sizes.ts';

/** What bounds a request, so that none can take the gateway from the others. */
export const limits = {
  requestDeadlineMs: wholeNumber(1).default(30_000).meta({
    env: 'REQUEST_DEADLINE_MS',
    give: 'milliseconds',
    about: 'time for a request, all in all',
  }),
  subgraphDeadlineMs: wholeNumber(1).default(15_000).meta({
    env: 'SUBGRAPH_DEADLINE_MS',
    give: 'milliseconds',
    about: 'time for one answer of a subgraph',
  }),
  maxRequestBytes: wholeNumber(KIB)
    .default(MIB)
    .meta({
      env: 'MAX_REQUEST_BYTES',
      give: `a number of bytes, ${KIB} at least`,
      about: 'largest request',
    }),
  maxAnswerBytes: wholeNumber(KIB)
    .default(64 * MIB)
    .meta({
      env: 'MAX_ANSWER_BYTES',
      give: `a number of bytes, ${KIB} at least`,
      about: 'largest answer of a subgraph',
    }),
  maxTokens: wholeNumber(1).default(10_000).meta({
    env: 'MAX_TOKENS',
    give: 'a number of tokens',
    about: 'longest query',
  }),
  maxDepth: wholeNumber(1).default(20).meta({
    env: 'MAX_DEPTH',
    give: 'a number of levels',
    about: 'deepest query',
  }),
  maxFields: wholeNumber(1).default(5_000).meta({
    env: 'MAX_FIELDS',
    give: 'a number of fields',
    about: 'most fields of a query, its fragments spread out',
  }),
  maxAliases: wholeNumber(0).default(500).meta({
    env: 'MAX_ALIASES',
    give: 'a number of aliases',
    about: 'most aliases of a query, its fragments spread out',
  }),
  maxBatch: wholeNumber(0).default(0).meta({
    env: 'MAX_BATCH',
    give: 'a number of operations',
    about: 'operations that one request may bring as a list; none, if 0',
  }),
  maxRootFields: wholeNumber(1).default(100).meta({
    env: 'MAX_ROOT_FIELDS',
    give: 'a number of fields',
    about: 'most fields at the root of a query, its fragments spread out',
  }),
  maxDirectives: wholeNumber(0).default(500).meta({
    env: 'MAX_DIRECTIVES',
    give: 'a number of directives',
    about: 'most directives of a document',
  }),
  maxDocumentChars: wholeNumber(KIB)
    .default(100_000)
    .meta({
      env: 'MAX_DOCUMENT_CHARS',
      give: `a number of characters, ${KIB} at least`,
      about: 'longest document',
    }),
  maxInputChars: wholeNumber(1).default(10_000).meta({
    env: 'MAX_INPUT_CHARS',
    give: 'a number of characters',
    about: 'longest text among variables and literals',
  }),
  maxInputItems: wholeNumber(1).default(1_000).meta({
    env: 'MAX_INPUT_ITEMS',
    give: 'a number of items',
    about: 'longest list among variables and literals',
  }),
  maxInputDepth: wholeNumber(1).default(50).meta({
    env: 'MAX_INPUT_DEPTH',
    give: 'a number of levels',
    about: 'deepest variable or literal',
  }),
  maxInputValues: wholeNumber(1).default(10_000).meta({
    env: 'MAX_INPUT_VALUES',
    give: 'a number of values',
    about: 'most values of all variables of a request together',
  }),
  maxResponseBytes: wholeNumber(KIB)
    .default(32 * MIB)
    .meta({
      env: 'MAX_RESPONSE_BYTES',
      give: `a number of bytes, ${KIB} at least`,
      about: 'largest answer to a client',
    }),
  maxCost: wholeNumber(1).default(50_000).meta({
    env: 'MAX_COST',
    give: 'a cost',
    about: 'what an operation may cost by its estimate, in rows or their like',
  }),
  maxValues: wholeNumber(1).default(100_000).meta({
    env: 'MAX_VALUES',
    give: 'a number of values',
    about: 'what an answer may hold by its estimate: each field of each row, aliases too',
  }),
  defaultListSize: wholeNumber(1).default(5).meta({
    env: 'DEFAULT_LIST_SIZE',
    give: 'a number of items',
    about: 'how long a list is taken to be of which the supergraph does not tell by @listSize',
  }),
};
