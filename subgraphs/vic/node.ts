import { fault } from '../../service/errors/faults.ts';
import { reasonOf } from '../../service/errors/reasons.ts';
import { rejecting } from '../sources/fan-out/answers.ts';
import { readGlobalId } from '../sources/graph/global-id.ts';
import type { Context } from './context.ts';
import type {
  AgencyModel,
  DocumentModel,
  DossierModel,
  OneStopOfficeModel,
  ProcedureFieldModel,
  ProcedureModel,
} from './models.ts';

/** Ids that are asked for at once, at the most. */
const MOST_IDS = 500;

/** How the rows of this subgraph are found. */
export interface Finders {
  readonly agency: (code: string) => Promise<AgencyModel | null>;
  readonly document: (id: string) => Promise<DocumentModel | null>;
}

type Found =
  | DossierModel
  | OneStopOfficeModel
  | ProcedureModel
  | ProcedureFieldModel
  | (AgencyModel & { readonly __typename: 'Agency' })
  | (DocumentModel & { readonly __typename: 'Document' });

/**
 * Whatever bears an id of the graph. It is answered here because documents and agencies are: an id without a type whose source
 * is one of ours is a document's, any other a dossier's, of which the one-stops say whether there is one.
 */
export async function nodeOf(
  id: string,
  { sources }: Pick<Context, 'sources'>,
  find: Finders,
): Promise<Found | null> {
  const { type, key } = readGlobalId(id);
  switch (type) {
    case 'Agency': {
      const agency = await find.agency(key);
      return agency && { ...agency, __typename: 'Agency' };
    }
    case 'OneStopOffice':
    case 'Procedure':
    case 'ProcedureField':
      return { __typename: type, ref: key };
    case null: {
      if (!sources.some(({ code }) => key.startsWith(`${code}:`)))
        return { __typename: 'Dossier', ref: key };
      const document = await find.document(key);
      return document && { ...document, __typename: 'Document' };
    }
  }
}

/** The same of several, each by itself: one that cannot be read is an item that rejects. Throws BAD_USER_INPUT for too many. */
export async function nodesOf(
  ids: readonly string[],
  context: Pick<Context, 'sources'>,
  find: Finders,
): Promise<(Found | Promise<never> | null)[]> {
  if (ids.length > MOST_IDS)
    throw fault('BAD_USER_INPUT', { reason: reasonOf('TOO_MANY_IDS', { most: MOST_IDS }) });
  const outcomes = await Promise.allSettled(ids.map((id) => nodeOf(id, context, find)));
  return outcomes.map((outcome) =>
    outcome.status === 'fulfilled' ? outcome.value : rejecting(outcome.reason as Error),
  );
}
