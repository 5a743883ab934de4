import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import type { GraphQLFormattedError } from 'graphql';
import { rounded } from '../../../service/exact-numbers.ts';
import { readMasked } from '../../../service/graphql/masked-fields.ts';
import { isRecord } from '../../../service/json.ts';
import { fromWireValue, type WireEncoding } from '../../../service/wire-text.ts';
import { Body } from './body.ts';
import { parseAnswer } from './exact-answer.ts';
import type { HttpAnswer } from '../http-exchange.ts';
import { jsonText, withCharactersUnescaped } from './json-text.ts';
import { putBack, withoutLongTexts } from './long-texts.ts';
import { TransportFault } from '../transport.ts';
import type { LeafPlace, SubgraphAnswer } from '../transport.ts';

/** How the values of an answer are read: its strings, where the digits of its numbers count, and where its long texts may lie. */
interface Form {
  readonly encoding: WireEncoding;
  readonly exact: readonly LeafPlace[] | undefined;
  /** Absent: long texts are strings like all others. */
  readonly texts?: readonly LeafPlace[] | undefined;
}

const unzip = promisify(gunzip);
/** By their names in small letters; the old name of gzip is one (RFC 9110 §8.4.1). */
const DECOMPRESSORS = new Map([
  ['gzip', unzip],
  ['x-gzip', unzip],
  ['br', promisify(brotliDecompress)],
]);

/** What reverse proxies answer for a server that is not there. */
const GONE = new Set([502, 503, 504]);

/**
 * The GraphQL answer in an HTTP answer, or the fault it is.
 * A status other than 2xx is still an answer if it carries GraphQL errors, as GraphQL over HTTP allows; a redirect never is.
 */
export function answerFrom(
  answer: HttpAnswer,
  maxBytes: number,
  form: Form,
): SubgraphAnswer | Promise<SubgraphAnswer> {
  return isRefusal(answer.status)
    ? refusalFrom(answer, maxBytes, form)
    : readFrom(answer, maxBytes, form);
}

/** Whether it says something of the request alone, and not that the subgraph is slow or has too much to do. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

async function refusalFrom(
  answer: HttpAnswer,
  maxBytes: number,
  form: Form,
): Promise<SubgraphAnswer> {
  try {
    return await readFrom(answer, maxBytes, form);
  } catch {
    // A page of a proxy, say.
    throw new TransportFault('SUBGRAPH_BAD_ANSWER', `status ${answer.status}`, 'refused');
  }
}

function readFrom(
  { status, headers, body }: HttpAnswer,
  maxBytes: number,
  form: Form,
): SubgraphAnswer | Promise<SubgraphAnswer> {
  const coding = String(headers['content-encoding'] ?? '').toLowerCase();
  if (coding === '' || coding === 'identity') return read(status, body, body.length, form);
  return decompress(coding, body.whole(), maxBytes).then((plain) =>
    read(status, new Body([plain]), body.length, form),
  );
}

async function decompress(coding: string, body: Buffer, maxOutputLength: number): Promise<Buffer> {
  const decompressed = DECOMPRESSORS.get(coding);
  if (decompressed === undefined) {
    throw new TransportFault('SUBGRAPH_BAD_ANSWER', `content-encoding ${coding}`);
  }
  try {
    return await decompressed(body, { maxOutputLength });
  } catch (cause) {
    const tooLarge = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new TransportFault(tooLarge ? 'SUBGRAPH_ANSWER_TOO_LARGE' : 'SUBGRAPH_BAD_ANSWER', cause);
  }
}

function read(status: number, body: Body, bytes: number, form: Form): SubgraphAnswer {
  if (GONE.has(status)) throw new TransportFault('SUBGRAPH_UNAVAILABLE', `status ${status}`);
  if (status < 200 || (status >= 300 && status < 400)) {
    throw new TransportFault('SUBGRAPH_BAD_ANSWER', `status ${status}`);
  }
  return readAnswer(parse(body, form), bytes, form.encoding, status);
}

/** An answer that has been parsed, held against what GraphQL says of it. */
export function readAnswer(
  answer: unknown,
  bytes: number,
  encoding: WireEncoding,
  status = 200,
): SubgraphAnswer {
  if (!isRecord(answer)) throw new TransportFault('SUBGRAPH_BAD_ANSWER', 'not a JSON object');
  const { data, errors, extensions } = answer;
  if (data !== undefined && data !== null && !isRecord(data)) {
    throw new TransportFault('SUBGRAPH_BAD_ANSWER', '“data” is not an object');
  }
  const masked = isRecord(extensions) && { masked: readMasked(extensions) };
  // The specification has no empty list of errors, but many servers do.
  if (errors === undefined || errors === null || (Array.isArray(errors) && errors.length === 0)) {
    if (data === undefined)
      throw new TransportFault('SUBGRAPH_BAD_ANSWER', 'neither “data” nor “errors”');
    if (status >= 400) throw new TransportFault('SUBGRAPH_BAD_ANSWER', `status ${status}`);
    return { data, ...masked, bytes };
  }
  const told = fromWireValue(readErrors(rounded(errors)), encoding);
  return { ...(data !== undefined && { data }), errors: told, ...masked, bytes };
}

function parse(came: Body, form: Form): unknown {
  const body = came.withoutMark();
  try {
    return (
      parseShortened(body, form) ?? parseAnswer(jsonText(body.whole(), form.encoding), form.exact)
    );
  } catch (cause) {
    throw new TransportFault('SUBGRAPH_BAD_ANSWER', cause);
  }
}

/** An answer whose long texts stay where they lie; undefined where it is to be read as a whole. */
function parseShortened(body: Body, { encoding, exact, texts }: Form): unknown {
  if (encoding !== 'latin1' || texts === undefined) return undefined;
  const shortened = withoutLongTexts(body, texts);
  if (shortened === undefined) return undefined;
  const answer = parseAnswer(withCharactersUnescaped(shortened.text), exact);
  const data = isRecord(answer) ? answer['data'] : undefined;
  return putBack(data, shortened.spans, texts) ? answer : undefined;
}

/** The errors in an answer: a list of messages, and of what else stands in each only what is of its type. */
function readErrors(errors: unknown): readonly GraphQLFormattedError[] {
  if (!Array.isArray(errors)) throw notErrors();
  return errors.map((error: unknown) => {
    if (!isRecord(error)) throw notErrors();
    const { message, path, extensions } = error;
    if (typeof message !== 'string') throw notErrors();
    return { message, ...(isPath(path) && { path }), ...(isRecord(extensions) && { extensions }) };
  });
}

function notErrors(): TransportFault {
  return new TransportFault('SUBGRAPH_BAD_ANSWER', '“errors” is not a list of errors');
}

function isPath(value: unknown): value is readonly (string | number)[] {
  return Array.isArray(value) && value.every((key) => typeof key === 'string' || isIndex(key));
}

function isIndex(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}
