import { pino, type DestinationStream, type LogFn, type Logger } from 'pino';
import { LogLimit } from './log-limit.ts';

/** A structured log: one JSON object a line. */
export type Log = Logger;

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

export interface LogOptions {
  readonly service: string;
  readonly level: (typeof LOG_LEVELS)[number];
  readonly destination?: DestinationStream;
}

/** Lines gather until this many bytes or the flush below: a request then costs no system call of its own. */
const BUFFER_BYTES = 12_288;
const FLUSH_MS = 200;

/** Opens the log. What a line holds is up to its writer; errors are written without the fields that drivers hang on them. */
export function createLog({ service, level, destination }: LogOptions): Log {
  return pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      hooks: { logMethod: limited(new LogLimit()) },
    },
    destination ??
      pino.destination({ sync: false, minLength: BUFFER_BYTES, periodicFlush: FLUSH_MS }),
  );
}

/**
 * Kind, message, stack and causes of an error, and nothing else: database drivers put statements with their
 * parameters and connection settings with their passwords into further fields.
 */
export function describeError(error: unknown): object {
  if (!(typeof error === 'object' && error !== null && 'message' in error)) {
    return { message: String(error) };
  }
  const { name, message, stack, code, cause } = error as Error & { readonly code?: unknown };
  return {
    type: name,
    message,
    ...(typeof code === 'string' && { code }),
    stack,
    ...(cause !== undefined && cause !== null && { cause: describeError(cause) }),
  };
}

/** From here on lines tell of faults, which may come by the thousand; below, of requests and of what was done. */
const WARN = 40;

/** Leaves out what one cause has told often enough; a later line of it says how many were left out. */
function limited(limit: LogLimit) {
  return function logMethod(
    this: Logger,
    args: Parameters<LogFn>,
    method: LogFn,
    level: number,
  ): void {
    if (level < WARN) {
      method.apply(this, args);
      return;
    }
    const [first, ...rest] = args as unknown[];
    const fields = typeof first === 'object' && first !== null ? first : undefined;
    const verdict = limit.judge(causeOf(fields, fields === undefined ? first : rest[0]));
    if (verdict === 'leave out') return;
    const told = verdict === 'write' ? args : [{ ...fields, ...verdict }, ...rest];
    method.apply(this, told as Parameters<LogFn>);
  };
}

/** Lines have one cause where they say the same of the same subgraph, source and code. */
function causeOf(fields: object | undefined, message: unknown): string {
  const { subgraph, service, source, code } = (fields ?? {}) as Readonly<Record<string, unknown>>;
  return [message, subgraph, service, source, code].join(' ');
}
