import { ANONYMOUS } from '../../service/access/identity.ts';
import type { Answering } from '../../service/graphql/answering.ts';
import type { AllowanceOf } from './allowances.ts';

/** Suggests names of the schema in errors only to those whose role may have them. */
export function withNamesHidden(answering: Answering, allowanceOf: AllowanceOf): Answering {
  return (request, exchange) => {
    const { suggestions } = allowanceOf(exchange.identity ?? ANONYMOUS);
    return answering(request, suggestions ? exchange : { ...exchange, hidesNames: true });
  };
}
