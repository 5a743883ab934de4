import { GraphQLError, GraphQLScalarType, Kind, print, type ValueNode } from 'graphql';
import type { Language } from '../../../service/errors/faults.ts';
import { saidIn } from '../../../service/errors/mask.ts';
import { reasonOf } from '../../../service/errors/reasons.ts';
import type { Source } from '../database/source.ts';
import type { SourceAnswer } from '../fan-out/answers.ts';
import type { AnyRow, Repair, RowOrigin } from '../model/entity.ts';
import { localNow } from '../model/moment.ts';
import { LOCAL_OFFSET } from '../dialects/shared/moment.ts';
import { wayTo } from './way-to.ts';

/** The calendar day of a moment. */
export function dayOf(moment: string | null): string | null {
  return moment === null ? null : moment.slice(0, 'yyyy-MM-dd'.length);
}

/** The moment with its zone; null where only the day is known. The sources keep local time. */
export function dateTimeOf(moment: string | null): string | null {
  if (moment?.includes('T') !== true) return null;
  return withZone(moment);
}

/** A local moment as the graph writes it: to the second, with Vietnam's zone. */
export function withZone(moment: string): string {
  return `${moment.slice(0, 'yyyy-MM-ddTHH:mm:ss'.length)}${LOCAL_OFFSET}`;
}

/** What `SourceRecord` of the graph is resolved from. */
export interface SourceRecordModel {
  readonly source: string;
  readonly localKey: string;
  readonly from: RowOrigin;
  readonly asOf: string | null;
  readonly repairs: readonly Repair[];
}

/** Where a row was read and what was repaired in what was read of it. */
export function sourceRecordOf(
  { origin, repairs }: AnyRow,
  _args: object,
  { sources }: { readonly sources: readonly Pick<Source, 'code' | 'asOf'>[] },
): SourceRecordModel {
  const { source, key, from } = origin;
  const asOf = origin.asOf ?? sources.find(({ code }) => code === source)?.asOf ?? localNow();
  return { source, localKey: key, from, asOf: dateTimeOf(asOf), repairs };
}

function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/u.test(value)) return false;
  // PostgreSQL knows no year 0.
  if (value < '0001-01-01') return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

/** A variable's value, of which graphql-js tells where it stands. */
function readDay(value: unknown): string {
  if (isDay(value)) return value;
  throw noDay(reasonOf('NO_DAY', { value: quoted(JSON.stringify(value)) }));
}

function readDayIn(node: ValueNode): string {
  if (node.kind === Kind.STRING && isDay(node.value)) return node.value;
  const value = quoted(print(node));
  const field = wayTo(node).join('.');
  throw noDay(
    field === '' ? reasonOf('NO_DAY', { value }) : reasonOf('NO_DAY_OF', { value, field }),
  );
}

/** Without details: what graphql-js says around the reason is to be told too. */
function noDay(reason: string): GraphQLError {
  return new GraphQLError(reason, { extensions: { code: 'BAD_USER_INPUT' } });
}

/** Characters of a wrong value that are told. */
const MOST_QUOTED = 50;

function quoted(text: string): string {
  return text.length <= MOST_QUOTED ? text : `${text.slice(0, MOST_QUOTED)}…`;
}

/** Resolvers of the scalars that the three subgraphs share. */
export const scalars = {
  Date: new GraphQLScalarType<string, string>({
    name: 'Date',
    serialize: String,
    parseValue: readDay,
    parseLiteral: readDayIn,
  }),
  DateTime: new GraphQLScalarType<string, string>({ name: 'DateTime', serialize: String }),
  Money: new GraphQLScalarType<number, number>({ name: 'Money', serialize: Number }),
};

/** Resolvers of what the three subgraphs tell of a source that took part in an answer. */
export const sourceAnswer = {
  message: (
    { why }: SourceAnswer,
    _args: object,
    { language }: { readonly language: Language },
  ): string | null => (why === null ? null : saidIn(language, why)),
};

/** Resolvers R over the model M: every schema field that M does not carry must have a resolver. */
export type ResolversOver<R, M> = R &
  Required<Omit<R, keyof M | '__resolveReference' | '__isTypeOf'>>;
