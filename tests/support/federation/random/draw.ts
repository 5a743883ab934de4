import { Random } from './random.ts';
import { SubgraphDraft } from './subgraph-draft.ts';
import type { FieldDraft } from './subgraph-draft.ts';

/** An entity over all subgraphs. */
export interface EntityDraft {
  readonly name: string;
  /** Field sets; the first home has all of them, so that each home is reached from each. */
  readonly keys: readonly string[];
  /** The subgraphs that resolve it. */
  readonly homes: readonly SubgraphDraft[];
}

export interface DrawOptions {
  /** The planner’s faults at interface objects are many: left to the hand-written supergraphs unless asked for. */
  readonly interfaceObjects: boolean;
}

/** What a field may answer in a subgraph, and what can be selected of it there. */
export interface TypeChoice {
  readonly name: string;
  readonly kind: 'leaf' | 'value' | 'entity' | 'abstract';
}

const NAMES = ['archive', 'cashier', 'desk', 'exchange', 'registry'];
const LEAVES = ['String', 'Int', 'Float', 'Boolean', 'ID', 'Level', 'State', 'Anything'];
const WRAPPINGS = ['T', 'T', 'T!', '[T]', '[T!]', '[T!]!', '[T]!', '[[T!]]', '[[T]!]!'];
const ARGUMENTS = [
  '(first: Int = 1)',
  '(level: Level! = HIGH, where: Filter)',
  '(in: [[Level!]] = [[LOW]])',
  '(where: Filter = { text: "y" })',
];
/** Names that every JavaScript object answers to are names as good as any. */
const FIELDS = [
  'title',
  'amount',
  'note',
  'toString',
  'constructor',
  'then',
  'length',
  'valueOf',
  'grade',
];

const KEY_FIELDS: Readonly<Record<string, string>> = {
  id: 'ID!',
  code: 'String!',
  number: 'Int!',
  region: 'String!',
};

/** A federation while it is drawn: its subgraphs, what they may use, and the dice. */
export class Draw {
  readonly options: DrawOptions;
  readonly random: Random;
  readonly subgraphs: readonly SubgraphDraft[];
  readonly entities: EntityDraft[] = [];
  /** Value types, with their fields. */
  readonly values = new Map<
    string,
    readonly { readonly name: string; readonly type: TypeChoice; readonly wrapped: string }[]
  >();
  readonly interfaces = new Map<string, readonly EntityDraft[]>();
  readonly unions = new Map<string, readonly EntityDraft[]>();
  #fields = 0;

  constructor(seed: number, options: DrawOptions) {
    this.options = options;
    this.random = new Random(seed);
    this.subgraphs = NAMES.slice(0, this.random.between(2, 5)).map(
      (name) => new SubgraphDraft(name),
    );
    for (const { others } of this.subgraphs) {
      const states = [
        'OPEN',
        ...this.random.some(['CLOSED', 'LOST', 'SENT'], this.random.between(0, 3)),
      ];
      others.push(
        'scalar Anything',
        'enum Level { LOW HIGH }',
        `enum State { ${states.join(' ')} }`,
        'input Filter { text: String = "x", levels: [Level!], inner: Filter }',
      );
    }
  }

  fieldName(): string {
    return `${this.random.pick(FIELDS)}${this.random.chance(0.4) ? '' : (this.#fields += 1)}`;
  }

  arguments(): string {
    return this.random.chance(0.3) ? this.random.pick(ARGUMENTS) : '';
  }

  wrapped(name: string): string {
    return this.random.pick(WRAPPINGS).replace('T', name);
  }

  /** A type that a field of a subgraph may have; what it needs is declared there. */
  typeIn(subgraph: SubgraphDraft): TypeChoice {
    const choice = this.random.number();
    if (choice < 0.5) return { name: this.random.pick(LEAVES), kind: 'leaf' };
    if (choice < 0.65 && this.values.size > 0) {
      const name = this.random.pick([...this.values.keys()]);
      this.declareValue(name, subgraph);
      return { name, kind: 'value' };
    }
    const abstract = [...this.unions.keys()].concat(
      [...this.interfaces.keys()].filter((name) => subgraph.has(name)),
    );
    if (choice > 0.85 && abstract.length > 0) {
      const name = this.random.pick(abstract);
      if (this.unions.has(name)) this.declareUnion(name, subgraph);
      return { name, kind: 'abstract' };
    }
    const entity = this.random.pick(this.entities);
    this.declareEntity(entity, subgraph);
    return { name: entity.name, kind: 'entity' };
  }

  declareValue(name: string, subgraph: SubgraphDraft): void {
    if (subgraph.has(name)) return;
    const type = subgraph.type(name);
    type.directives.add('@shareable');
    for (const field of this.values.get(name)!) {
      const entity = this.entities.find((one) => one.name === field.type.name);
      if (field.type.kind === 'value') this.declareValue(field.type.name, subgraph);
      if (entity !== undefined) this.declareEntity(entity, subgraph);
      type.add(field.name, field.wrapped);
    }
  }

  /** Declares an entity that a subgraph refers to; where it resolves it, all is declared already. */
  declareEntity(entity: EntityDraft, subgraph: SubgraphDraft): void {
    if (subgraph.has(entity.name)) return;
    this.declareKey(entity, this.random.pick(entity.keys), subgraph, this.random.chance(0.5));
  }

  declareKey({ name }: EntityDraft, key: string, subgraph: SubgraphDraft, resolvable = true): void {
    const type = subgraph.type(name);
    type.directives.add(`@key(fields: "${key}"${resolvable ? '' : ', resolvable: false'})`);
    if (key.startsWith('ref ')) {
      const ref = subgraph.type(`${name}Ref`);
      ref.directives.add('@shareable');
      ref.add('series', 'String!');
      ref.add('page', 'Int!');
      type.add('ref', `${name}Ref!`);
      return;
    }
    for (const field of key.split(' ')) type.add(field, KEY_FIELDS[field]!);
  }

  declareUnion(name: string, subgraph: SubgraphDraft): void {
    if (subgraph.unions.has(name)) return;
    const members = this.random.some(this.unions.get(name)!, this.random.between(1, 3));
    // The first is a member everywhere, so that there is something that all subgraphs can answer.
    const all = new Set([this.unions.get(name)![0]!, ...members]);
    for (const member of all) this.declareEntity(member, subgraph);
    subgraph.unions.set(
      name,
      [...all].map((member) => member.name),
    );
  }

  /** Everywhere that a field of an entity is declared. */
  declarations(
    entity: EntityDraft,
    field: string,
  ): readonly { readonly subgraph: SubgraphDraft; readonly draft: FieldDraft }[] {
    return this.subgraphs.flatMap((subgraph) => {
      const draft = subgraph.types.get(entity.name)?.fields.get(field);
      return draft === undefined ? [] : [{ subgraph, draft }];
    });
  }
}
