import { describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  execute,
  type ExecutionResult,
  getNamedType,
  getNullableType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
} from 'graphql';
import { collectGarbage } from '../../../../support/collect-garbage.ts';
import { createExecutor } from '../../../../../service/graphql/execution/executor.ts';
import { RUNS, SEED, TIMEOUT_MS } from '../../../../support/federation/fuzz.ts';
import { randomOperation } from '../../../../support/federation/random-operation.ts';
import { numberOf } from '../../../../support/federation/random/random.ts';

const SDL = `
  type Query { office(code: ID = "a", at: When): Office! offices(first: Int!, where: Where): [Office] node(id: ID!): Node nodes: [[Node!]]! all: [Thing!] word(of: State!): String! }
  input Where { state: [State!] near: Where at: When = { day: 3 } }
  input When { day: Int! }
  enum State { OPEN CLOSED }
  interface Node { id: ID! self: Node }
  interface Named implements Node { id: ID! self: Node name(upper: Boolean = false): String! }
  type Office implements Named & Node { id: ID! self: Node name(upper: Boolean = false): String! state: State! dossiers(state: State): [Dossier!]! counts: [Int!] grid: [[Float]!] head: Person }
  type Dossier implements Node { id: ID! self: Dossier office: Office! days: Int applicant: Person! tags: [String]! linked: [Thing] }
  type Person implements Named & Node { id: ID! self: Node name(upper: Boolean = false): String! isOfficer: Boolean! }
  union Thing = Office | Dossier
`;
const VALUES = {
  ID: ['a', 7],
  Int: [0, 3],
  Boolean: [true, false],
  String: ['x'],
  State: ['OPEN', 'CLOSED'],
  Where: [{ state: ['OPEN'] }, { near: { at: { day: 1 } } }],
  When: [{ day: 2 }],
};

/**
 * How often a place of an answer is what. Where some fail at once and some later, only those do that may be null: graphql-js leaves a
 * rejection to nobody if an item of a list is waited for that another has made null, and Node would end the test.
 */
const MOODS = {
  'has all': { gone: 0, fails: 0, waits: 0, softly: false },
  'has all, some later': { gone: 0, fails: 0, waits: 0.4, softly: false },
  'lacks some': { gone: 0.1, fails: 0, waits: 0, softly: false },
  'fails at some': { gone: 0.05, fails: 0.08, waits: 0, softly: false },
  'fails at some, all later': { gone: 0.05, fails: 0.08, waits: 1, softly: false },
  'fails at some, some later': { gone: 0.1, fails: 0.1, waits: 0.4, softly: true },
};
type Mood = (typeof MOODS)[keyof typeof MOODS];

/** A schema whose every value follows from a seed and the place that it stands at. */
function schemaOf(seed: number, mood: Mood): GraphQLSchema {
  const schema = buildSchema(SDL);
  const draw = (what: string): number => numberOf(`${seed} ${what}`);

  /** A value, nothing, a failure of one kind or another, now or later. */
  const valueAt = (type: GraphQLOutputType, place: string): unknown => {
    const isSpared = mood.softly && isNonNullType(type);
    const settle = (): unknown => {
      if (!isSpared && draw(`${place} fails`) < mood.fails)
        switch (Math.floor(draw(`${place} how`) * 3)) {
          case 0:
            throw new Error(`thrown at ${place}`);
          case 1:
            return new Error(`given at ${place}`);
          default:
            return { toString: () => 'odd' };
        }
      return !isSpared && draw(`${place} gone`) < mood.gone
        ? null
        : wholeAt(getNullableType(type), place);
    };
    if (draw(`${place} waits`) >= mood.waits) return settle();
    const turns = Math.floor(draw(`${place} turns`) * 3);
    return Array.from({ length: turns })
      .reduce<Promise<unknown>>((before) => before.then(), Promise.resolve())
      .then(settle);
  };

  const wholeAt = (type: GraphQLOutputType, place: string): unknown => {
    if (isListType(type)) {
      const items = Array.from({ length: Math.floor(draw(`${place} length`) * 4) }, (_, index) => {
        try {
          return valueAt(type.ofType, `${place}/${index}`);
        } catch (error) {
          return error instanceof Error ? error : null;
        }
      });
      return draw(`${place} set`) < 0.2 ? new Set(items) : items;
    }
    if (isAbstractType(type)) {
      const possible = schema.getPossibleTypes(type);
      return objectAt(possible[Math.floor(draw(`${place} type`) * possible.length)]!, place);
    }
    if (isObjectType(type)) return objectAt(type, place);
    return { ID: place, Int: 4, Float: 1.5, String: place, Boolean: true, State: 'OPEN' }[
      getNamedType(type).name
    ];
  };

  /** Some fields are properties, some functions, some have a resolver. */
  const objectAt = (type: GraphQLObjectType, place: string): object => {
    const object = { place, kind: type.name };
    for (const field of Object.values(type.getFields())) {
      const there = `${place}.${field.name}`;
      if (draw(`${type.name}.${field.name}`) < 0.5)
        Object.defineProperty(object, field.name, { get: () => valueAt(field.type, there) });
      else
        Object.assign(object, {
          [field.name]: (args: unknown) => valueAt(field.type, there + JSON.stringify(args)),
        });
    }
    return object;
  };

  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isObjectType(type))
      for (const field of Object.values(type.getFields()))
        if (type.name === 'Query' || draw(`${type.name}.${field.name} resolver`) < 0.3)
          field.resolve = (source, args, context, info) => {
            const at = `${(source as { place?: string } | undefined)?.place ?? ''}>${info.fieldName}`;
            const told = JSON.stringify([args, context, info.path.typename, info.variableValues]);
            return valueAt(info.returnType, at + told);
          };
    if (isAbstractType(type) && draw(`${type.name} resolves`) < 0.7)
      type.resolveType = (value: { kind?: string; place?: string }) => {
        const odd = mood.softly ? 1 : draw(`${value.place ?? ''} odd`);
        if (odd < mood.fails / 3) return 'Nothing';
        if (odd < mood.fails / 2) return 'Query';
        if (odd < mood.fails) throw new Error('no type');
        return odd < mood.waits ? Promise.resolve(value.kind) : value.kind;
      };
    else if (isObjectType(type) && type.name !== 'Query')
      type.isTypeOf = (value: { kind?: string; place?: string }) => {
        const is = value.kind === type.name;
        return draw(`${value.place ?? ''} is`) < mood.waits ? Promise.resolve(is) : is;
      };
  }
  return schema;
}

/** As JSON; errors in the order of their paths, and without what graphql-js shows of values. */
function told({ data, errors }: ExecutionResult) {
  const said = (errors ?? []).map((error) => {
    const { message, path, locations } = error.toJSON();
    const kind = /^(Expected `|Expected value of type|Abstract type|Runtime Object type)/u.exec(
      message,
    );
    return JSON.stringify([path, locations, kind === null ? message : 'another value']);
  });
  return { data: JSON.stringify(data), errors: said.sort() };
}

describe('the executor of subgraphs', () => {
  it.each(Object.entries(MOODS))(
    'answers as graphql-js does where a schema %s',
    async (_name, mood) => {
      let failures = 0;
      for (let seed = SEED; seed < SEED + RUNS; seed += 1) {
        const schema = schemaOf(seed, mood);
        const ours = createExecutor(schema);
        const { query, variables } = randomOperation(seed, { schema, values: VALUES });
        const asked = { document: parse(query), variableValues: variables, contextValue: 'who' };
        const expected = told(await execute({ schema, ...asked }));
        failures += expected.errors.length;
        // Again, of what is compiled.
        for (let turn = 0; turn < 2; turn += 1)
          expect({ seed, query, ...told(await ours(asked)) }).toEqual({ seed, query, ...expected });
      }
      expect(failures > 0).toBe(mood.gone + mood.fails > 0);
    },
    TIMEOUT_MS,
  );

  const small = buildSchema(`
    type Query { rows: [Row!] row(day: Int): Row slow: Row }
    type Mutation { next: Int }
    type Row { id: Int! name: String }
  `);
  const ask = createExecutor(small);

  it('leaves no rejection to nobody where an item of a list is null at once and another fails later', async () => {
    const lost: unknown[] = [];
    const lose = (error: unknown) => lost.push(error);
    process.on('unhandledRejection', lose);
    try {
      const later = () =>
        new Promise((_resolve, reject) => setImmediate(reject, new Error('later')));
      const rootValue = { rows: [{ id: later }, { id: null }] };
      const { data, errors } = await ask({ document: parse('{ rows { id } }'), rootValue });
      await new Promise((resolve) => setTimeout(resolve, 20));

      expect(data).toEqual({ rows: null });
      expect(errors?.map(({ path }) => path)).toEqual([['rows', 1, 'id']]);
      expect(lost).toEqual([]);
    } finally {
      process.off('unhandledRejection', lose);
    }
  });

  it('chooses by @skip and @include anew for each request, however many ways there are', async () => {
    const names = Array.from({ length: 6 }, (_, index) => `v${index}`);
    const query = `query (${names.map((name) => `$${name}: Boolean!`).join(' ')}) { row { id ${names
      .map((name) => `${name}: name @include(if: $${name})`)
      .join(' ')} } }`;
    const document = parse(query);
    for (const round of [0, 1])
      for (let ways = 0; ways < 64; ways += 1) {
        const variableValues = Object.fromEntries(
          names.map((name, index) => [name, ((ways >> index) & 1) === 1]),
        );
        const rootValue = { row: { id: round, name: 'x' } };
        const shown = names.filter((name) => variableValues[name]).map((name) => [name, 'x']);

        expect(await ask({ document, rootValue, variableValues })).toEqual({
          data: { row: { id: round, ...Object.fromEntries(shown) } },
        });
      }
  });

  it('tells arguments of each request, also where fields are asked for by variables', async () => {
    const document = parse('query ($day: Int) { row(day: $day) { id } fixed: row(day: 2) { id } }');
    const rootValue = { row: ({ day }: { day?: number }) => ({ id: day ?? -1 }) };
    for (const day of [1, 3, undefined])
      expect(await ask({ document, rootValue, variableValues: { day } })).toEqual({
        data: { row: { id: day ?? -1 }, fixed: { id: 2 } },
      });
  });

  it('gives resolvers arguments that none of them can change for the next row or request', async () => {
    const document = parse('query ($day: Int) { row(day: 2) { id } other: row(day: $day) { id } }');
    const row = (args: { day: number }) => ({ id: (args.day += 1) });
    for (let turn = 0; turn < 2; turn += 1) {
      const { data, errors } = await ask({
        document,
        rootValue: { row },
        variableValues: { day: 1 },
      });
      expect(data).toEqual({ row: null, other: null });
      expect(errors?.map(({ message }) => message)).toEqual([
        expect.stringContaining('read only'),
        expect.stringContaining('read only'),
      ]);
    }
  });

  it('checks the arguments of what is no more than a property, as graphql-js does', async () => {
    const schema = buildSchema('type Query { p(x: Int! = 3): Int }');
    const asked = {
      document: parse('query ($x: Int = 5) { p(x: $x) }'),
      rootValue: { p: 1 },
      variableValues: { x: null },
    };
    const expected = await execute({ schema, ...asked });

    expect(expected.errors).toHaveLength(1);
    expect(told(await createExecutor(schema)(asked))).toEqual(told(expected));
  });

  it('makes what must not be null wait for nothing that is asked beside it', async () => {
    let finish = (): void => undefined;
    const slow = () => new Promise<void>((resolve) => (finish = resolve));
    const rootValue = { rows: [{ id: slow }, { id: null }] };
    const { data } = await ask({ document: parse('{ rows { id } }'), rootValue });
    finish();

    expect(data).toEqual({ rows: null });
  });

  it('answers what is too wide to be kept', async () => {
    const names = Array.from({ length: 3_000 }, (_, index) => `f${index}`);
    const document = parse(`{ row { ${names.map((name) => `${name}: id`).join(' ')} } }`);
    for (const id of [1, 2]) {
      const { data } = await ask({ document, rootValue: { row: { id } } });
      expect(data).toEqual({ row: Object.fromEntries(names.map((name) => [name, id])) });
    }
  });

  it.each([
    ['a name that sets prototypes', '{ __proto__: row { __proto__: id } }', undefined],
    ['a mutation', 'mutation { next }', undefined],
    [
      'operations of which none is named',
      'query A { row { id } } query B { row { name } }',
      undefined,
    ],
    ['operations of which one is named', 'query A { row { id } } query B { row { name } }', 'B'],
    ['an operation that is not there', 'query A { row { id } }', 'C'],
    ['variables that do not fit', 'query ($day: Int!) { row(day: $day) { id } }', undefined],
    [
      'the schema',
      '{ __schema { types { name } } __type(name: "Row") { fields { name } } }',
      undefined,
    ],
  ])('answers %s as graphql-js does', async (_what, query, operationName) => {
    const asked = {
      document: parse(query),
      operationName,
      rootValue: { row: { id: 1, name: 'x' }, next: 2 },
    };
    const expected = await execute({ schema: small, ...asked });

    expect(JSON.stringify(await ask(asked))).toBe(JSON.stringify(expected));
  });
});

describe('a name of an operation that is not there', () => {
  it('is refused and forgotten', async () => {
    const document = parse('query One { nodes { id } } query Two { nodes { id } }');
    const ask = createExecutor(buildSchema(SDL));
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    const answers = new Set<string | undefined>();
    for (let n = 0; n < 50; n += 1) {
      const { errors } = await ask({ document, operationName: 'x'.repeat(1_000_000) + String(n) });
      answers.add(errors?.[0]?.message.slice(0, 22));
    }
    collectGarbage();

    expect([...answers]).toEqual(['Unknown operation name']);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(10_000_000);
  });
});
