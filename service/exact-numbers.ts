import { randomBytes } from 'node:crypto';
import { endOfString } from './json.ts';

/**
 * Numbers that are only passed on, as they were written. JavaScript reads `9007199254740993` as another number and
 * `1.10` as `1.1`; where digits count, such a number is an object with one field whose name nobody outside can know,
 * and whose value is the text. It is JSON like any other, so that it is copied, compared and kept as what it stands for,
 * until the text is written again.
 */
const NAME = `~${randomBytes(12).toString('base64url')}`;
const WRITTEN = new RegExp(`\\{"${NAME}":"([^"]*)"\\}`, 'g');

/**
 * All numbers that may lose digits: long, with a nought at the end, small, or with an exponent. In a text one may also stand in a
 * string.
 */
const MAY_LOSE =
  /[:,[]\s*(-?\d[\d.]{15,}|-0|-?\d+\.\d*0|-?0\.0{6}\d*|-?\d+(?:\.\d+)?[eE][+-]?\d+)(?=[\s,\]}])/g;

/** Reads JSON; throws a `SyntaxError` where it is none. Numbers that would lose digits are kept as they are written. */
export function parseExactly(json: string): unknown {
  let rewritten = '';
  let copied = 0;
  /** Behind the last string that has been passed, and where the next one begins. */
  let outside = 0;
  let quote = quoteFrom(json, 0);
  for (const { 0: found, 1: number = '', index } of json.matchAll(MAY_LOSE)) {
    if (!losesDigits(number)) continue;
    while (quote < index) {
      outside = endOfString(json, quote) + 1;
      quote = quoteFrom(json, outside);
    }
    if (index < outside) continue;
    // What is no JSON must not become some by being rewritten.
    if (copied === 0) JSON.parse(json);
    const end = index + found.length;
    rewritten += `${json.slice(copied, end - number.length)}{"${NAME}":"${number}"}`;
    copied = end;
  }
  return JSON.parse(copied === 0 ? json : rewritten + json.slice(copied));
}

function quoteFrom(json: string, at: number): number {
  const quote = json.indexOf('"', at);
  return quote === -1 ? Infinity : quote;
}

function losesDigits(number: string): boolean {
  return String(Number(number)) !== number;
}

/** JSON with such numbers as they were written. */
export function withExactNumbers(json: string): string {
  return json.includes(NAME) ? json.replace(WRITTEN, '$1') : json;
}

/** The text of such a number; undefined where a value is none. */
export function exactNumber(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const text = (value as Readonly<Record<string, unknown>>)[NAME];
  return typeof text === 'string' ? text : undefined;
}

/** A number as it is written, as a value. */
export function exactly(text: string): unknown {
  return losesDigits(text) ? { [NAME]: text } : Number(text);
}

/** A JSON value with the numbers that JavaScript has for such. */
export function rounded<T>(value: T): T {
  const json = JSON.stringify(value) as string | undefined;
  return json?.includes(NAME) === true ? (JSON.parse(withExactNumbers(json)) as T) : value;
}
