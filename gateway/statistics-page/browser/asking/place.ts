import type { Answer, Place, ProcedureField } from './answer.ts';
import { ask, type Asker, operationOf, type Told } from './ask.ts';

/** Asks what has to be known before anything is counted: offices, fields, and the years that there are. */
export function askPlace(asker: Asker): Promise<Told<Place>> {
  const fields = {
    oneStopOffices: 'oneStopOffices { code name level unitCode }',
    procedureFields: 'procedureFields { nodes { code name } }',
    years:
      'dossierStatistics(groupBy: [RECEIVED_YEAR]) { groups { keys measures { count } } groupCount total { count } sources { source name status asOf } }',
  };
  return ask(operationOf('Place', [{ fields, variables: {} }]), asker);
}

/** As many values as a filter may name. */
const MOST_PROCEDURES = 1_000;
const PAGE = 500;

/** A page of the procedures. */
interface Found {
  readonly nodes: readonly { readonly code: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Codes of the field's procedures; null: more than a filter may name. */
export async function proceduresOf(
  field: ProcedureField,
  asker: Asker,
): Promise<readonly string[] | null> {
  const codes: string[] = [];
  let after: string | null = null;
  do {
    const page: Found = await askProcedures(field, after, asker);
    codes.push(...page.nodes.map(({ code }) => code));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null && codes.length <= MOST_PROCEDURES);
  return codes.length <= MOST_PROCEDURES ? codes : null;
}

/** Rejects where the catalogue does not answer. */
async function askProcedures(
  { name }: ProcedureField,
  after: string | null,
  asker: Asker,
): Promise<Found> {
  const { data, errors } = await ask<{ readonly procedures: Found | null }>(
    operationOf('FieldProcedures', [
      {
        fields: {
          procedures:
            'procedures(where: $ofField, first: $first, after: $after) { nodes { code } pageInfo { hasNextPage endCursor } }',
        },
        variables: {
          ofField: { type: 'ProcedureFilter', value: { fieldName: { eq: name } } },
          first: { type: 'Int', value: PAGE },
          after: { type: 'String', value: after },
        },
      },
    ]),
    asker,
  );
  if (!data?.procedures) throw new Error(errors[0]?.message ?? 'The catalogue does not answer.');
  return data.procedures;
}

/** The years in which something was received, last first. */
export function yearsOf(years: Answer['received']): readonly number[] {
  const named = (years?.groups ?? []).flatMap(({ keys: [year] }) => (year ? [Number(year)] : []));
  return named.sort((one, other) => other - one);
}
