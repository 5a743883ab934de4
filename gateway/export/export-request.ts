import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import { fault } from '../../service/errors/faults.ts';
import { unfit } from '../../service/errors/reasons.ts';
import { rounded } from '../../service/exact-numbers.ts';
import type { Exchange } from '../../service/http/exchange.ts';
import { readJson } from '../../service/http/request-body.ts';
import { searchOf } from '../../service/http/search.ts';
import { schemaFaults } from '../../service/yaml/schema-faults.ts';

/** By which an export is asked for. */
export const METHODS: readonly string[] = ['GET', 'POST'];

/** Of the graph's lists. */
const MOST_ROWS_OF_A_PAGE = 500;

const parameters = z.strictObject({
  query: z.string().min(1),
  operationName: z.string().min(1).optional(),
  variables: z.record(z.string(), z.unknown()).default({}),
  format: z.enum(['csv', 'ndjson', 'xlsx', 'parquet']).default('csv'),
  /** Of CSV; a comma unless said. */
  separator: z.enum(['comma', 'semicolon', 'tab']).optional(),
  /** Of XLSX: a plain table, or the form that the ministry prints the report in. */
  layout: z.enum(['table', 'form']).default('table'),
  /** Rows that are asked for at a time. */
  page: z.preprocess(
    rounded,
    z.coerce.number().int().min(1).max(MOST_ROWS_OF_A_PAGE).default(MOST_ROWS_OF_A_PAGE),
  ),
  /** Where to go on: the cursor that an export told that broke off. */
  after: z.string().min(1).optional(),
  /** Whether what some sources have is wanted without the others. */
  partial: z.enum(['yes', 'no']).default('no'),
});

/** What an export is asked for. */
export type ExportRequest = Readonly<z.output<typeof parameters>>;

export interface ExportReading {
  /** Of a body. */
  readonly maxRequestBytes: number;
  /** Reads JSON; throws where a text is none, or the fault that it is refused with. */
  readonly parseBody: (json: string) => unknown;
}

/** Reads it from the address of a GET, and from the JSON of a POST, which goes before. Rejects with BAD_REQUEST, or as `parseBody` does. */
export async function readExportRequest(
  request: IncomingMessage,
  { maxRequestBytes, parseBody }: ExportReading,
  { signal, headers }: Exchange,
): Promise<ExportRequest> {
  if (!METHODS.includes(request.method ?? '')) throw unfit('EXPORT_METHODS');
  // A link elsewhere would have this gateway work for whoever set it.
  if (headers['sec-fetch-site'] === 'cross-site') throw unfit('OTHER_SITE');
  const body = await readJson(request, maxRequestBytes, signal, parseBody);
  if (request.method === 'POST' && (typeof body !== 'object' || body === null))
    throw unfit('BODY_NO_OBJECT');
  const given = { ...inAddress(request, parseBody), ...(body ?? {}) };
  const checked = parameters.safeParse(given);
  if (!checked.success) throw fault('BAD_REQUEST', { reason: wrongIn(given, checked.error) });
  const { format, separator } = checked.data;
  if (separator !== undefined && format !== 'csv') throw unfit('SEPARATOR_OF_CSV');
  return checked.data;
}

/** Of parameters that there are not, the first few are told, and of a long name its beginning. */
const MOST_UNKNOWN = 5;
const MOST_OF_A_NAME = 60;

function wrongIn(given: object, { issues }: z.ZodError): string {
  const few = issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? {
          ...issue,
          keys: issue.keys.slice(0, MOST_UNKNOWN).map((key) => key.slice(0, MOST_OF_A_NAME)),
        }
      : issue,
  );
  const words = { forms: 'mend it', whole: 'the request' };
  return schemaFaults(parameters, given, { issues: few }, words)
    .map(({ what, mend }) => `${what} — ${mend}`)
    .join('; ');
}

function inAddress(request: IncomingMessage, parse: (json: string) => unknown): object {
  const given = Object.fromEntries(new URLSearchParams(searchOf(request)));
  const { variables, ...others } = given;
  if (variables === undefined) return others;
  try {
    return { ...others, variables: parse(variables) };
  } catch (error) {
    if (error instanceof GraphQLError) throw error;
    throw unfit('VARIABLES_NO_JSON');
  }
}
