import type { z } from 'zod';
import { didYouMean, nearest } from '../nearest.ts';
import { keysAt } from './schema-keys.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What does not fit a schema, and where, in the words of who wrote the values. */
export interface SchemaFault {
  readonly path: Path;
  readonly what: string;
  readonly mend: string;
}

/** What is said of the values besides the schema. */
interface Words {
  /** What may stand where one of several forms is expected. */
  readonly forms: string;
  /** What all of them stand in: “the file”. */
  readonly whole: string;
}

/** Every way in which the values do not fit the schema; words are `forms`, or all of them where it is no file. */
export function schemaFaults(
  schema: z.ZodType,
  value: unknown,
  { issues }: Pick<z.ZodError, 'issues'>,
  words: string | Words,
): readonly SchemaFault[] {
  const said = typeof words === 'string' ? { forms: words, whole: 'the file' } : words;
  const telling = issues.flatMap(mostTelling);
  const misspelt = new Set(
    telling.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.flatMap((key) => {
            const meant = nearest(key, keysAt(schema, issue.path, key));
            return meant === undefined ? [] : [[...issue.path, meant].join('.')];
          })
        : [],
    ),
  );
  return telling
    .filter((issue) => !(isMissing(issue, value) && misspelt.has(issue.path.join('.'))))
    .flatMap((issue) => explain(issue, schema, value, said));
}

/** Of a union's branches, the one that got furthest says what the integrator meant. */
function mostTelling(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const branches = issue.errors.filter(
    (branch) => !branch.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  );
  const [first] = branches.length > 0 ? branches.sort((a, b) => a.length - b.length) : [];
  if (first === undefined) return [issue];
  return first.flatMap((inner) => mostTelling({ ...inner, path: [...issue.path, ...inner.path] }));
}

function explain(
  issue: Issue,
  schema: z.ZodType,
  value: unknown,
  { forms, whole }: Words,
): readonly SchemaFault[] {
  const { path } = issue;
  const at = path.length === 0 ? whole : `“${path.join('.')}”`;
  const given = valueAt(value, path);
  const say = (what: string, mend: string): readonly SchemaFault[] => [{ path, what, mend }];
  if (isMissing(issue, value)) {
    const block = path.length > 1 ? `under “${path.slice(0, -1).join('.')}”` : `in ${whole}`;
    return say(`${at} is missing`, `write “${String(path.at(-1))}:” ${block}`);
  }
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const keys = keysAt(schema, path, key);
        const otherwise = `take it out, or mend it: the keys here are ${keys.join(', ')}`;
        return {
          path: [...path, key],
          what: `${at} has no key “${key}”`,
          mend: didYouMean(key, keys, otherwise),
        };
      });
    case 'invalid_type':
      return say(
        `${at} is ${formOf(given)}`,
        `write ${EXPECTED[issue.expected] ?? issue.expected}`,
      );
    case 'invalid_value': {
      const values = issue.values.map(String);
      const mend = didYouMean(String(given), values, 'write one of them');
      return say(`${at} is ${formOf(given)}, which is none of ${values.join(', ')}`, mend);
    }
    case 'invalid_union':
      return say(
        `${at} is ${formOf(given)}, which is none of the forms that may stand here`,
        forms,
      );
    case 'too_small':
    case 'too_big':
      return say(
        `${at} is ${issue.code === 'too_small' ? 'too small' : 'too large'}`,
        `write ${limitOf(issue)}`,
      );
    case 'invalid_key':
      return say(`${at} is no name`, issue.issues[0]?.message ?? issue.message);
    case 'custom':
      return say(`${at} ${issue.message}`, String(issue.params?.['mend'] ?? 'mend it'));
    default:
      return say(`${at} cannot be ${formOf(given)}`, issue.message);
  }
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no',
  object: 'a block of keys',
  record: 'a block of keys',
  array: 'a list',
};

function limitOf(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const [least, limit] =
    issue.code === 'too_small' ? ['at least', issue.minimum] : ['at most', issue.maximum];
  const unit = issue.origin === 'string' ? ' letters' : issue.origin === 'array' ? ' of them' : '';
  return `${least} ${String(limit)}${unit}`;
}

/** A key that is not there, or that nothing stands after. */
function isMissing(issue: Issue, value: unknown): boolean {
  const given = valueAt(value, issue.path);
  return (
    (given === undefined || given === null) &&
    issue.path.length > 0 &&
    issue.code !== 'unrecognized_keys' &&
    issue.code !== 'custom'
  );
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null
        ? (at as Readonly<Record<PropertyKey, unknown>>)[key]
        : undefined,
    value,
  );
}

/** What stands there; of a long text, that it is text. */
function formOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean': {
      const text = String(value);
      return text.length > 60 ? 'a long text' : `“${text}”`;
    }
    default:
      if (Array.isArray(value)) return 'a list';
      return value === undefined || value === null ? 'empty' : 'a block of keys';
  }
}
