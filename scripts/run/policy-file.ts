import { z } from 'zod';
import type { Policy } from '../../service/access/policy.ts';
import type { Vocabulary } from '../../service/access/policy-schema.ts';
import { readPolicy } from '../../service/access/read-policy.ts';
import { onestopKind } from '../../subgraphs/onestop/context.ts';
import { proceduresKind } from '../../subgraphs/procedures/context.ts';
import type { MappingKind } from '../../subgraphs/sources/mapping/read-mapping.ts';
import { type EntityShape, FIELD_CLASSES } from '../../subgraphs/sources/model/entity.ts';
import { vicKind } from '../../subgraphs/vic/context.ts';
import { inRepository } from './subgraph-names.ts';

/** The file that says who may see what. */
export const policy = z.string().optional().meta({
  flag: 'policy',
  env: 'POLICY',
  give: 'a file',
  about: 'who may see what; the policy.yaml that comes with the graph, if not given',
});

/** What a policy may speak of: the entities of all subgraphs, whichever of them reads it. */
export const VOCABULARY: Vocabulary = {
  ...vocabularyOf(onestopKind),
  ...vocabularyOf(vicKind),
  ...vocabularyOf(proceduresKind),
};

export const CLASSES = FIELD_CLASSES;

/** The policy of a file, or of the one that comes with the graph. Throws a `ConfigFault`. */
export function policyOf(file = inRepository('policy.yaml')): Policy {
  return readPolicy(file, VOCABULARY, CLASSES);
}

function vocabularyOf({
  entities,
  common = {},
}: Pick<MappingKind<never>, 'entities' | 'common'>): Vocabulary {
  return Object.fromEntries(
    Object.entries(entities).map(([entity, shape]) => [
      entity,
      {
        fields: [...Object.keys(shape.fields), ...Object.keys(common)],
        shown: namesIn(shape),
        open: [
          ...Object.entries(shape.fields).flatMap(([field, { tells }]) =>
            tells === 'public' ? [field] : [],
          ),
          ...Object.keys(common),
        ],
      },
    ]),
  );
}

function namesIn({ fields, children }: EntityShape): readonly string[] {
  return [
    ...Object.keys(fields),
    ...Object.entries(children).flatMap(([child, its]) =>
      Object.keys(its.fields).map((field) => `${child}.${field}`),
    ),
  ];
}
