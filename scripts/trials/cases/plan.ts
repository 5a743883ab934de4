import { GraphQLError, parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { createDocumentCache } from '../../../gateway/engine/document-cache.ts';
import { readOperation } from '../../../gateway/engine/document/client-operation.ts';
import { compileOperation } from '../../../gateway/engine/operation.ts';
import { planText } from '../../../gateway/engine/planning/compiling/plan-text.ts';
import { readSupergraph } from '../../../gateway/engine/planning/planner.ts';
import { plansMadeHere } from '../../../gateway/engine/planning/plans/plans.ts';
import { runCommand } from '../../../service/settings/arguments.ts';
import { ConfigFault, systemReason } from '../../../service/settings/config.ts';

/** Variables as a JSON object. */
const variablesText = z.string().transform((text, context): Record<string, unknown> => {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    context.addIssue('no object of JSON');
    return {};
  }
});

const settings = z.object({
  supergraph: z.string().meta({
    flag: 'supergraph',
    give: 'the path of a composed supergraph (.graphql)',
    about: 'the composed supergraph (SDL)',
  }),
  query: z.string().meta({
    flag: 'query',
    give: 'the path of a GraphQL document',
    about: 'the GraphQL document',
  }),
  operation: z.string().optional().meta({
    flag: 'operation',
    give: 'the name of an operation',
    about: 'which operation, where the document has several',
  }),
  variables: variablesText.prefault('{}').meta({
    flag: 'variables',
    give: 'a JSON object',
    about: 'the variables; only those of @skip and @include change a plan',
  }),
});

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigFault([`${file} cannot be read: ${systemReason(error)}.`]);
  }
}

async function printPlan({
  supergraph,
  query,
  operation,
  variables,
}: z.output<typeof settings>): Promise<void> {
  const sdl = readText(supergraph);
  const text = readText(query);
  const known = readSupergraph(parse(sdl));
  const plans = plansMadeHere(sdl);
  const document = parse(text);
  const errors = validate(known.schema, document);
  if (errors.length > 0) throw new AggregateError(errors);

  const client = readOperation(document, operation);
  const switches = new Map(client.switches.map((name) => [name, variables[name] === true]));
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

await runCommand(
  {
    usage: 'npm run plan -- --supergraph FILE --query FILE [--operation NAME] [--variables JSON]',
    about:
      'Prints what the gateway’s engine fetches for an operation. Exit code 1 if it cannot be planned.',
    settings,
  },
  async (config) => {
    try {
      await printPlan(config);
    } catch (error) {
      if (error instanceof ConfigFault) throw error;
      const errors = error instanceof AggregateError ? (error.errors as Error[]) : [error as Error];
      for (const each of errors)
        process.stderr.write(`${each instanceof GraphQLError ? each.toString() : each.message}\n`);
      process.exitCode = 1;
    }
  },
);
