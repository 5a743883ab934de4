import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { buildSchema, isInputObjectType, isObjectType, parse } from 'graphql';
import { readSupergraph } from '../../../gateway/engine/planning/planner.ts';
import { readPersonalClasses } from '../../../gateway/engine/seen/personal-classes.ts';
import { inRepository } from '../../../scripts/run/subgraph-names.ts';
import { onestopEntities } from '../../../subgraphs/onestop/entities.ts';
import { dossierNeeds } from '../../../subgraphs/onestop/needs.ts';

const supergraph = parse(readFileSync(inRepository('schema/supergraph.graphql'), 'utf8'));
const { schema } = readSupergraph(supergraph);
const { classes, records } = readPersonalClasses(supergraph, schema)!;
const { fields } = onestopEntities.dossier;

const isPersonal = (name: string) => {
  const field = fields[name as keyof typeof fields] as { readonly personal?: true } | undefined;
  return field?.personal === true;
};

describe('what the supergraph says of personal fields', () => {
  it('is said of every field that reads a personal one', () => {
    const reading = Object.entries(dossierNeeds)
      .filter(([, needs]) => needs.some(isPersonal))
      .map(([path]) => coordinateOf(path.split('.')));

    expect(reading.length).toBeGreaterThan(4);
    for (const coordinate of reading) expect([...classes.keys()]).toContain(coordinate);
  });

  it('is said of every condition on one', () => {
    const filter = schema.getType('DossierFilter');
    const conditions = isInputObjectType(filter) ? Object.keys(filter.getFields()) : [];
    const personal = conditions.filter(isPersonal);

    expect(personal.length).toBeGreaterThan(3);
    for (const name of personal) expect([...classes.keys()]).toContain(`DossierFilter.${name}`);
  });

  it('is told by dossiers and documents, with their keys and sources', () => {
    expect(Object.fromEntries(records)).toEqual({
      Dossier: { key: 'id', source: ['source', 'source'] },
      Document: { key: 'id', source: ['source', 'source'] },
    });
  });

  it('is nothing in a supergraph without tags', () => {
    const plain = 'type Query { name: String }';

    expect(readPersonalClasses(parse(plain), buildSchema(plain))).toBeUndefined();
  });
});

/** The last field of a path from a dossier; of `source.repairs`, the raw value that it leads to. */
function coordinateOf(path: readonly string[]): string {
  if (path.at(-1) === 'repairs') return 'Repair.raw';
  let type = 'Dossier';
  for (const name of path.slice(0, -1)) {
    const of = schema.getType(type);
    const field = isObjectType(of) ? of.getFields()[name] : undefined;
    type = String(field?.type).replaceAll(/[[\]!]/g, '');
  }
  return `${type}.${path.at(-1) ?? ''}`;
}
