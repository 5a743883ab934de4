import { basename } from 'node:path';
import type { z } from 'zod';
import { ConfigFault } from '../settings/config.ts';
import { checkedYaml } from '../yaml/checked-yaml.ts';
import { FileFault, readTextFile } from '../yaml/text-file.ts';
import { describeFault, type WrittenFault } from '../yaml/written-fault.ts';
import {
  askingSchema,
  type Classes,
  glassSchema,
  policySchema,
  type Vocabulary,
} from './policy-schema.ts';
import type { AskingPolicy, EntityRule, GlassRole, Policy, Role } from './policy.ts';

/** What may stand where several forms fit. */
const FORMS =
  'write allow, mask or deny, or { usually: mask, for: { PURPOSE: allow } }; of rows “all” or a filter; of a bound a whole number from 1 on, or none; docs/access.md has examples';

/** Reads and checks a policy file. Throws a `ConfigFault` with all that is wrong with it: nothing is served by half of a policy. */
export function readPolicy(file: string, vocabulary: Vocabulary, classes: Classes): Policy {
  const { sensitive, documents, roles } = readChecked(file, policySchema(vocabulary, classes));
  return {
    sensitive,
    documentScopes: documents.scopes,
    roles: Object.entries(roles).map(([role, said]): Role => ({
      name: role,
      asks: said.asks,
      secondFactor: said.secondFactor,
      reviewsBreakGlass: said.reviewsBreakGlass,
      entities: Object.fromEntries(
        Object.entries(said.entities).flatMap(([entity, rule]) =>
          rule === undefined ? [] : [[entity, ruleOf(rule)]],
        ),
      ),
    })),
  };
}

/** What roles may do with glass by a policy that has been read. */
export function glassRolesOf({ roles }: Policy): readonly GlassRole[] {
  return roles.map(({ name, reviewsBreakGlass, entities }) => ({
    name,
    reviewsBreakGlass,
    breakGlass: Object.fromEntries(
      Object.entries(entities).flatMap(([entity, { breakGlass }]) =>
        breakGlass === null ? [] : [[entity, breakGlass]],
      ),
    ),
  }));
}

/** Reads of a policy file what a gateway has to know: who may break glass, and who is told. Throws a `ConfigFault`. */
export function readGlassRoles(file: string): readonly GlassRole[] {
  const { roles } = readChecked(file, glassSchema);
  return Object.entries(roles).map(([name, { reviewsBreakGlass, entities }]) => ({
    name,
    reviewsBreakGlass,
    breakGlass: Object.fromEntries(
      Object.entries(entities).flatMap(([entity, { breakGlass }]) =>
        breakGlass === undefined ? [] : [[entity, breakGlass]],
      ),
    ),
  }));
}

/** Reads what it says of asking; who serves the entities checks the rest. Throws a `ConfigFault`. */
export function readAskingPolicy(file: string): AskingPolicy {
  const { documents, roles } = readChecked(file, askingSchema);
  return {
    documentScopes: documents.scopes,
    roles: Object.entries(roles).map(([name, { asks }]) => ({ name, asks })),
  };
}

function readChecked<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  const name = basename(file);
  const refuse = (faults: readonly WrittenFault[]): ConfigFault =>
    new ConfigFault(faults.map(describeFault));
  let text: string;
  try {
    text = readTextFile(file);
  } catch (fault) {
    if (!(fault instanceof FileFault)) throw fault;
    const { line = 1, message, mend } = fault;
    throw refuse([{ file: name, line, what: `the file ${message}`, mend }]);
  }
  const checked = checkedYaml(text, { file: name, schema, forms: FORMS });
  if ('faults' in checked) throw refuse(checked.faults);
  return checked.value;
}

type Written = NonNullable<
  ReturnType<typeof policySchema>['_output']['roles'][string]['entities'][string]
>;

function ruleOf({ rows, show, groups, breakGlass }: Written): EntityRule {
  return {
    rows,
    show: shownBy(show),
    groups: groups ?? null,
    breakGlass: breakGlass ? { ...breakGlass, show: shownBy(breakGlass.show) } : null,
  };
}

function shownBy(show: Written['show']): EntityRule['show'] {
  return Object.fromEntries(
    Object.entries(show).flatMap(([what, rule]) => (rule === undefined ? [] : [[what, rule]])),
  );
}
