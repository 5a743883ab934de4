import type { Schema } from '@apollo/federation-internals';
import { GraphQLError, Kind } from 'graphql';
import type { DocumentNode, FieldNode, SelectionSetNode } from 'graphql';
import { argumentsText } from '../document/field-names.ts';
import { groupBy } from '../../../service/group-by.ts';
import { fieldSetOf, fieldsIn, fragmentsOf } from '../document/selection-sets.ts';
import type { Fragments } from '../document/selection-sets.ts';

/** A field that some `@requires` asks for: where it stands, below which type, and with which arguments. */
interface Required {
  readonly path: string;
  readonly name: string;
  readonly arguments: string;
  readonly composite: boolean;
}

/** What the `@requires` of a supergraph ask for. The planner asks for it by plain names, whatever the arguments. */
export class ArgumentConflicts {
  /**
   * Fields of keys and `@requires` that the client's must not be mixed up with: those that take arguments, as the
   * client's may be others, and those with fields below, as a null that the client's fields below them spread must not
   * reach what is required. Also the names that every JavaScript object answers to.
   */
  readonly reserved: ReadonlySet<string>;
  readonly #byField = new Map<string, Required[]>();
  readonly #conflicting: boolean;

  constructor(schema: Schema) {
    const takingArguments = new Set<string>();
    const inKeys: Required[] = [];
    for (const type of schema.types()) {
      if (type.kind !== 'ObjectType' && type.kind !== 'InterfaceType') continue;
      for (const directive of type.appliedDirectives) {
        const { key } = directive.arguments() as { key?: unknown };
        if (directive.name === 'join__type' && typeof key === 'string')
          inKeys.push(...requiredIn(fieldSetOf(key), type.name));
      }
      for (const field of type.fields()) {
        if (field.hasArguments()) takingArguments.add(field.name);
        for (const directive of field.appliedDirectives) {
          const { requires } = directive.arguments() as { requires?: unknown };
          if (directive.name !== 'join__field' || typeof requires !== 'string') continue;
          const known = this.#byField.get(field.name) ?? [];
          this.#byField.set(field.name, [...known, ...requiredIn(fieldSetOf(requires), type.name)]);
        }
      }
    }
    const all = [...this.#byField.values()].flat();
    const names = [...all, ...inKeys]
      .filter(({ name, composite }) => composite || takingArguments.has(name))
      .map(({ name }) => name);
    this.reserved = new Set([...Object.getOwnPropertyNames(Object.prototype), ...names]);
    this.#conflicting = conflictIn(all) !== undefined;
  }

  /**
   * Refuses an operation that needs one field with two sets of arguments for two `@requires`: the planner would ask
   * for one of them and hand it to both. (The stock executor answers that, wrongly.)
   */
  check(document: DocumentNode): void {
    if (!this.#conflicting) return;
    const fragments = fragmentsOf(document);
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      this.#checkObject(fieldsIn(definition.selectionSet, fragments), fragments);
    }
  }

  /** Checks what is asked of one object, and of those below it. */
  #checkObject(fields: readonly FieldNode[], fragments: Fragments): void {
    const used = new Set(fields.map(({ name }) => name.value));
    // A set grows while it is walked: what is required may require in its turn.
    for (const name of used)
      for (const { name: next } of this.#byField.get(name) ?? []) used.add(next);
    const conflict = conflictIn([...used].flatMap((name) => this.#byField.get(name) ?? []));
    if (conflict !== undefined) throw conflicting(conflict);
    const below = fields.filter(({ selectionSet }) => selectionSet !== undefined);
    for (const same of groupBy(below, ({ name, alias }) => (alias ?? name).value)) {
      const next = same.flatMap(({ selectionSet }) =>
        fieldsIn(selectionSet as SelectionSetNode, fragments),
      );
      this.#checkObject(next, fragments);
    }
  }
}

function conflicting(path: string): GraphQLError {
  return new GraphQLError(
    `Fields of this operation require ${path} with different arguments: ask for them one by one.`,
    { extensions: { code: 'PLANNING_FAILED' } },
  );
}

function requiredIn(set: SelectionSetNode, parent: string): readonly Required[] {
  return fieldsIn(set).flatMap((field) => {
    const { name, selectionSet } = field;
    const path = `${parent}.${name.value}`;
    const required = {
      path,
      name: name.value,
      arguments: argumentsText(field),
      composite: selectionSet !== undefined,
    };
    return [required, ...(selectionSet === undefined ? [] : requiredIn(selectionSet, path))];
  });
}

/** A field that is required with two sets of arguments. */
function conflictIn(all: readonly Required[]): string | undefined {
  const known = new Map<string, string>();
  for (const { path, arguments: text } of all) {
    const other = known.get(path);
    if (other !== undefined && other !== text) return path;
    known.set(path, text);
  }
  return undefined;
}
