import { parse } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import type { Engine } from '../../../gateway/engine/api.ts';
import type { Payload } from '../../../gateway/engine/parts/answer-in-parts.ts';
import { hashOf } from './federation.ts';
import type { Answer } from './federation.ts';

/** An answer that has come in parts, as its client puts it together. */
export interface PartedAnswer extends Answer {
  /** What came first, alone. */
  readonly first: unknown;
  readonly payloads: readonly Payload[];
}

type Asked = Parameters<Engine['execute']>[0];

/** Asks an engine as a client does that takes an answer in parts, and puts them together. */
export async function askInParts(
  engine: Engine,
  query: string,
  variables: Record<string, unknown> = {},
  more: Partial<Asked> = {},
): Promise<PartedAnswer> {
  const answer = await engine.execute({
    document: parse(query),
    documentHash: hashOf(query),
    variables,
    headers: {},
    inParts: true,
    ...more,
  });
  const read = (json: Buffer | undefined): unknown =>
    json === undefined ? undefined : JSON.parse(json.toString());
  const data = read(answer.data);
  const errors: GraphQLFormattedError[] = [...answer.errors];
  const payloads: Payload[] = [];
  for await (const payload of answer.later?.payloads ?? []) {
    payloads.push(payload);
    for (const { path, data: part, errors: told } of payload.arrived) {
      errors.push(...told);
      if (part !== undefined) merge(at(data, path), read(part));
    }
  }
  return { data, errors, first: read(answer.data), payloads };
}

function at(data: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<any>((value, key) => value[key], data);
}

/** Puts an object's later fields to it. */
function merge(target: any, source: any): void {
  for (const [key, value] of Object.entries(source)) {
    const known = target[key];
    if (typeof known === 'object' && known !== null && typeof value === 'object' && value !== null)
      merge(known, value);
    else target[key] = value;
  }
}
