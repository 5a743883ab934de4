import { BREAK, type DocumentNode, type GraphQLError, Kind, visit } from 'graphql';
import { fault } from '../../service/errors/faults.ts';
import type { Allowance } from './allowances.ts';

/** What refuses a document that asks for the schema where who sends it may not; undefined: nothing does. */
export type AskedCheck = (document: DocumentNode, allowance: Allowance) => GraphQLError | undefined;

export function createAskedCheck(): AskedCheck {
  const known = new WeakMap<DocumentNode, boolean>();
  return (document, { schema }) => {
    if (schema) return undefined;
    let asks = known.get(document);
    if (asks === undefined) known.set(document, (asks = asksForSchema(document)));
    return asks ? fault('FORBIDDEN_SCHEMA') : undefined;
  };
}

function asksForSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.FIELD]({ name }) {
      if (name.value !== '__schema' && name.value !== '__type') return undefined;
      found = true;
      return BREAK;
    },
  });
  return found;
}
