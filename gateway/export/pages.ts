import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { fault } from '../../service/errors/faults.ts';
import type { Answering } from '../../service/graphql/answering.ts';
import { type Exchange, withinDeadline } from '../../service/http/exchange.ts';
import { type ExportDocument, type ListPage, pageVariables } from './export-document.ts';
import type { ExportRequest } from './export-request.ts';

/** A page as it was answered. */
export interface Page extends ListPage {
  /** All sources have answered, and every field is there. */
  readonly whole: boolean;
  readonly errors: readonly GraphQLFormattedError[];
}

interface Asked {
  readonly asked: ExportRequest;
  readonly document: ExportDocument;
  readonly after: string | null;
  /** Rows of a list that is not paged; absent: as many as it gives by itself. */
  readonly most?: number;
}

const HEADERS = {
  accept: 'application/graphql-response+json',
  'content-type': 'application/json',
};

/** Asks for a page as a request of its own. Rejects with the answer's error where it has no list. */
export async function askPage(
  answering: Answering,
  { asked, document, after, most }: Asked,
  exchange: Exchange,
): Promise<Page> {
  const { operationName, variables, page } = asked;
  const body = {
    query: document.text,
    variables: {
      ...variables,
      ...(document.paged && pageVariables(page, after)),
      ...(most !== undefined && pageVariables(most)),
    },
    ...(operationName !== undefined && { operationName }),
  };
  try {
    const answered = await withinDeadline(exchange, (part) =>
      answering(
        { method: 'POST', search: '', body },
        { ...part, via: 'export', headers: { ...part.headers, ...HEADERS } },
      ),
    );
    const { data, errors = [] } = JSON.parse(answered.body.toString()) as {
      readonly data?: unknown;
      readonly errors?: readonly GraphQLFormattedError[];
    };
    const list = document.read(data);
    if (list === null) {
      const [error] = errors;
      throw new GraphQLError(error?.message ?? 'there is no list', {
        ...(error?.extensions && { extensions: error.extensions }),
      });
    }
    return { ...list, errors, whole: !list.partial && errors.length === 0 };
  } finally {
    exchange.place?.rest();
  }
}

/** Whether there are more rows than these. */
export function isCut({ count }: Page, rows: number): boolean {
  return count !== null && count > rows;
}

/** What a page that is not whole is refused by. */
export function missing({ errors, sources }: Page): GraphQLError {
  const [error] = errors;
  if (error !== undefined) return new GraphQLError(error.message, error);
  const names = sources.filter(({ status }) => status !== 'OK' && status !== 'STALE');
  return fault('EXPORT_PARTIAL', {
    sources: names.map(({ source }) => source ?? '').join(', '),
  });
}
