import type { Subgraph } from '../../service/graphql/subgraph.ts';
import { createSourceSubgraph, type SubgraphOptions } from '../sources/graph/source-subgraph.ts';
import { readWorkingCalendar } from './calendar/read-calendar.ts';
import { type Context, onestopKind } from './context.ts';
import { dossierNeeds } from './needs.ts';
import { resolvers } from './resolvers.ts';
import { createTries } from './tries.ts';

export interface OnestopOptions extends SubgraphOptions {
  /** A file of working days, whose years are added to those that come with the graph. */
  readonly calendar?: string | undefined;
}

/** The one-stop offices: every office that a mapping file connects. Throws a `ConfigFault` for a faulty calendar. */
export function createOnestopSubgraph(options: OnestopOptions): Subgraph {
  const calendar = readWorkingCalendar(options.calendar);
  const countTry = createTries();
  return createSourceSubgraph(
    {
      name: 'onestop',
      kind: onestopKind,
      resolvers,
      procedureFields: {
        dossier: { procedure: 'procedureCode', field: 'procedureFieldCode' },
      },
      shownRows: [{ type: 'Dossier', entity: 'dossier', needs: dossierNeeds }],
      extendContext: (context): Context => ({ calendar, countTry, ...context }),
    },
    options,
  );
}
