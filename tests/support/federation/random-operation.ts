import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isInterfaceType,
  parse,
  validate,
} from 'graphql';
import type { GraphQLCompositeType, GraphQLField, GraphQLInputType, GraphQLSchema } from 'graphql';
import { Random } from './random/random.ts';

export interface RandomOperation {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

export interface GeneratorOptions {
  readonly schema: GraphQLSchema;
  readonly maxDepth?: number;
  /** Values for arguments and variables by type name. */
  readonly values: Readonly<Record<string, readonly unknown[]>>;
  /** Fields that always get an alias, where the stock executor cannot tell them from the planner's own. */
  readonly alwaysAliased?: ReadonlySet<string>;
  /** Whether fragments may be deferred. */
  readonly defers?: boolean;
}

/** A valid random operation: selections, aliases, fragments, arguments, directives and variables. */
export function randomOperation(seed: number, options: GeneratorOptions): RandomOperation {
  for (let attempt = 0; ; attempt++) {
    const operation = new Generator(new Random(seed * 1_000 + attempt), options).operation();
    if (validate(options.schema, parse(operation.query)).length === 0) return operation;
    if (attempt === 200) throw new Error(`No valid operation from seed ${seed}`);
  }
}

class Generator {
  readonly #random: Random;
  readonly #options: GeneratorOptions;
  readonly #variables = new Map<string, { readonly type: string; readonly value: unknown }>();
  readonly #fragments: string[] = [];
  #aliases = 0;

  constructor(random: Random, options: GeneratorOptions) {
    this.#random = random;
    this.#options = options;
  }

  operation(): RandomOperation {
    const { schema, maxDepth = 5 } = this.#options;
    const mutation = this.#random.chance(0.08) ? schema.getMutationType() : undefined;
    const root = mutation ?? schema.getQueryType()!;
    const selection = this.#selection(root, maxDepth);
    const definitions = [...this.#variables].map(([name, { type }]) => `$${name}: ${type}`);
    const head =
      definitions.length > 0
        ? ` Random(${definitions.join(', ')})`
        : this.#random.chance(0.5)
          ? ' Random'
          : '';
    const variables = Object.fromEntries(
      [...this.#variables]
        .filter(([, { value }]) => value !== undefined)
        .map(([name, { value }]) => [name, value]),
    );
    return {
      query: `${mutation ? 'mutation' : 'query'}${head} ${selection}\n${this.#fragments.join('\n')}`,
      variables,
    };
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const fields =
      isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const parts: string[] = [];
    const count = 1 + Math.floor(this.#random.number() * 4);
    for (let i = 0; i < count; i++) {
      const choice = this.#random.number();
      if (fields.length > 0 && choice < 0.75)
        parts.push(this.#field(this.#random.pick(fields), depth));
      else if (choice < 0.82)
        parts.push(`${this.#alias('__typename')}__typename${this.#directives()}`);
      else if (depth > 0) parts.push(this.#fragment(type, depth));
    }
    const written = parts.filter((part) => part !== '');
    return `{ ${written.length > 0 ? written.join(' ') : '__typename'} }`;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    if (isCompositeType(type) && depth <= 0) return '';
    const selection = isCompositeType(type) ? ` ${this.#selection(type, depth - 1)}` : '';
    return `${this.#alias(field.name)}${field.name}${this.#arguments(field)}${this.#directives()}${selection}`;
  }

  #alias(name: string): string {
    if (this.#options.alwaysAliased?.has(name) !== true && !this.#random.chance(0.25)) return '';
    return this.#random.chance(0.5) ? `a${(this.#aliases += 1)}: ` : `${name.replace('__', '')}A: `;
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    const { schema } = this.#options;
    const conditions: GraphQLCompositeType[] = [type];
    if (isAbstractType(type)) conditions.push(...schema.getPossibleTypes(type));
    if (isAbstractType(type)) {
      const possible = new Set(schema.getPossibleTypes(type));
      for (const other of Object.values(schema.getTypeMap())) {
        if (
          isAbstractType(other) &&
          schema.getPossibleTypes(other).some((one) => possible.has(one))
        )
          conditions.push(other);
      }
    }
    if (isObjectType(type)) conditions.push(...type.getInterfaces());
    const condition = this.#random.pick(conditions);
    const selection = this.#selection(condition, depth - 1);
    if (this.#random.chance(0.35)) {
      const name = `F${this.#fragments.length}`;
      this.#fragments.push(`fragment ${name} on ${condition.name} ${selection}`);
      return `...${name}${this.#directives()}${this.#deferral()}${this.#random.chance(0.1) ? ` ...${name}` : ''}`;
    }
    return `... ${condition === type && this.#random.chance(0.3) ? '' : `on ${condition.name} `}${this.#directives()}${this.#deferral()} ${selection}`;
  }

  #deferral(): string {
    if (this.#options.defers !== true || !this.#random.chance(0.7)) return '';
    if (this.#random.chance(0.2)) return ` @defer(if: ${this.#switch()})`;
    return this.#random.chance(0.5) ? ` @defer(label: "L${(this.#aliases += 1)}")` : ' @defer';
  }

  #directives(): string {
    if (!this.#random.chance(0.12)) return '';
    const name = this.#random.chance(0.5) ? 'skip' : 'include';
    const value = this.#random.chance(0.3) ? String(this.#random.chance(0.5)) : this.#switch();
    return ` @${name}(if: ${value})`;
  }

  #switch(): string {
    const name = `on${Math.floor(this.#random.number() * 3)}`;
    if (!this.#variables.has(name)) {
      const defaulted = this.#random.chance(0.2);
      this.#variables.set(name, {
        type: defaulted ? 'Boolean! = true' : 'Boolean!',
        value: defaulted && this.#random.chance(0.5) ? undefined : this.#random.chance(0.5),
      });
    }
    return `$${name}`;
  }

  #arguments({ args }: GraphQLField<unknown, unknown>): string {
    const given = args
      .filter(({ type }) => isNonNullType(type) || this.#random.chance(0.6))
      .map(({ name, type }) => `${name}: ${this.#argument(type)}`);
    return given.length === 0 ? '' : `(${given.join(', ')})`;
  }

  #argument(type: GraphQLInputType): string {
    const value = this.#value(type);
    if (!this.#random.chance(0.4)) return literal(value, type);
    const name = `v${this.#variables.size}`;
    this.#variables.set(name, { type: String(type), value });
    return `$${name}`;
  }

  #value(type: GraphQLInputType): unknown {
    if (isNonNullType(type)) {
      const value = this.#value(type.ofType);
      return value ?? this.#value(type);
    }
    if (isListType(type))
      return this.#random.chance(0.3)
        ? []
        : [this.#value(type.ofType)].filter((value) => value !== null);
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => isNonNullType(field.type) || this.#random.chance(0.5),
      );
      return Object.fromEntries(fields.map((field) => [field.name, this.#value(field.type)]));
    }
    if (isEnumType(type)) return this.#random.pick(type.getValues()).name;
    return this.#random.pick(this.#options.values[type.name] ?? [null]);
  }
}

function literal(value: unknown, type: GraphQLInputType): string {
  if (value === null || value === undefined) return 'null';
  if (isNonNullType(type)) return literal(value, type.ofType);
  if (isListType(type))
    return `[${(value as unknown[]).map((item) => literal(item, type.ofType)).join(', ')}]`;
  if (isEnumType(type)) return value as string;
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    const written = Object.entries(value).map(
      ([name, field]) => `${name}: ${literal(field, fields[name]!.type)}`,
    );
    return `{ ${written.join(', ')} }`;
  }
  return JSON.stringify(value);
}
