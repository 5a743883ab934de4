import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isFaultCode, sentence, speaksOf, type Language } from './faults.ts';
import { reasonIn } from './reasons.ts';

/** Codes by which Apollo and the engine say “something was thrown”, without saying what. */
const UNEXPECTED: ReadonlySet<unknown> = new Set([
  undefined,
  'INTERNAL_SERVER_ERROR',
  'DOWNSTREAM_SERVICE_ERROR',
  'SUBGRAPH_ERROR',
]);

const NOTHING_MORE: ReadonlySet<string> = new Set();

/**
 * What may leave of an error, in the shape that Apollo Server's `formatError` asks for: message, place, code, the
 * details of the code, the service it came from, and such extensions as may pass. An error without a code was not meant
 * for the client.
 */
export function mask(
  formatted: GraphQLFormattedError,
  thrown: unknown,
  passing = NOTHING_MORE,
): GraphQLFormattedError {
  const meant = meantExtensions(thrown);
  const { code, details, service, serviceName } = meant;
  const named = service ?? serviceName;
  const from = typeof named === 'string' && { service: named };
  const { message, extensions } = isUnexpected(code)
    ? { message: sentence('INTERNAL', 'en', {}), extensions: { code: 'INTERNAL' } }
    : {
        message: formatted.message,
        extensions: {
          ...Object.fromEntries(Object.entries(meant).filter(([name]) => passing.has(name))),
          code,
          ...(typeof details === 'object' && { details }),
        },
      };
  return {
    message,
    ...(formatted.locations && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
    extensions: { ...extensions, ...from },
  };
}

/** Whether an error with this code was not meant for the client, so that its cause belongs into the log. */
export function isUnexpected(code: unknown): boolean {
  return UNEXPECTED.has(code);
}

/** What an error says to one client: in its language, with the id under which the log knows the request. */
export function localise(
  error: GraphQLFormattedError,
  { language, requestId }: { readonly language: Language; readonly requestId: string },
): GraphQLFormattedError {
  const { code } = error.extensions ?? {};
  if (!isFaultCode(code)) return error;
  return {
    ...error,
    message: saidIn(language, error, requestId),
    ...(code === 'INTERNAL' && { extensions: { ...error.extensions, details: { requestId } } }),
  };
}

/** An error, or a reason by itself, in a language; as it stands, where it is none of ours. */
export function saidIn(
  language: Language,
  { message, extensions }: Pick<GraphQLFormattedError, 'message' | 'extensions'>,
  requestId?: string,
): string {
  const { code, details, service } = extensions ?? {};
  if (!isFaultCode(code)) return reasonIn(language, message);
  const known: Readonly<Record<string, unknown>> = {
    reason: message,
    service,
    ...(details as object | undefined),
    requestId,
  };
  // A service that is not ours may use a code of ours without the details of its sentence.
  if (speaksOf(code).some((name) => known[name] === undefined)) return message;
  const { reason } = known;
  return sentence(code, language, {
    ...known,
    ...(typeof reason === 'string' && { reason: reasonIn(language, reason) }),
  });
}

/**
 * The extensions of the innermost fault of an error: what wraps it may have put its own code over it. Apollo throws
 * some refusals with an HTTP status of the client's fault and without a code.
 */
export function meantExtensions(error: unknown): GraphQLError['extensions'] {
  let meant: GraphQLError['extensions'] | undefined;
  for (let at = error; at instanceof GraphQLError; at = at.originalError) {
    if (meant === undefined || isFaultCode(at.extensions['code'])) meant = at.extensions;
  }
  if (meant?.['code'] !== undefined) return meant;
  const { status } = (meant?.['http'] ?? {}) as { readonly status?: number };
  return { ...meant, ...(status !== undefined && status < 500 && { code: 'BAD_REQUEST' }) };
}
