import { GraphQLError, parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createDocumentCache } from '../../../gateway/engine/document-cache.ts';
import { readOperation } from '../../../gateway/engine/document/client-operation.ts';
import { compileOperation } from '../../../gateway/engine/operation.ts';
import { planText } from '../../../gateway/engine/planning/compiling/plan-text.ts';
import { readSupergraph } from '../../../gateway/engine/planning/planner.ts';
import { plansMadeHere } from '../../../gateway/engine/planning/plans/plans.ts';

const USAGE = `Prints what the gateway's engine fetches for an operation.

  npm run plan -- --supergraph FILE --query FILE [--operation NAME] [--variables JSON]

  --supergraph FILE   the composed supergraph (SDL)
  --query FILE        the GraphQL document
  --operation NAME    which operation, where the document has several
  --variables JSON    the variables; only those of @skip and @include change a plan
  --help              this text
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      supergraph: { type: 'string' },
      query: { type: 'string' },
      operation: { type: 'string' },
      variables: { type: 'string', default: '{}' },
      help: { type: 'boolean', default: false },
    },
  });
  const { supergraph, query, operation, variables, help } = values;
  if (help) {
    process.stdout.write(USAGE);
    return;
  }
  if (supergraph === undefined || query === undefined) {
    throw new Error('Both --supergraph and --query are needed; --help tells how.');
  }
  const sdl = readFileSync(supergraph, 'utf8');
  const known = readSupergraph(parse(sdl));
  const plans = plansMadeHere(sdl);
  const document = parse(readFileSync(query, 'utf8'));
  const errors = validate(known.schema, document);
  if (errors.length > 0) throw new AggregateError(errors);

  const given = JSON.parse(variables) as Record<string, unknown>;
  const client = readOperation(document, operation);
  const switches = new Map(client.switches.map((name) => [name, given[name] === true]));
  const startedAt = performance.now();
  // As one who may read everything has it planned.
  const everything = { ...client, restricted: new Map() };
  const { plan } = await compileOperation(everything, switches, {
    supergraph: known,
    plans,
    known: createDocumentCache(1),
    closedFields: 'filter',
    exact: true,
    watched: undefined,
  });
  const ms = (performance.now() - startedAt).toFixed(1);
  const requests = `${plan.steps.length} ${plan.steps.length === 1 ? 'request' : 'requests'}`;
  process.stdout.write(`${planText(plan)}\n${requests}; planned in ${ms} ms.\n`);
}

try {
  await main();
} catch (error) {
  const errors = error instanceof AggregateError ? (error.errors as Error[]) : [error as Error];
  for (const each of errors) {
    process.stderr.write(`${each instanceof GraphQLError ? each.toString() : each.message}\n`);
  }
  process.exitCode = 1;
}
