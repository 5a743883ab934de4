import type { SubgraphSdl } from '../world/world-schemas.ts';

/** A field as one subgraph declares it. */
export interface FieldDraft {
  readonly name: string;
  /** With parentheses; empty where it takes none. */
  readonly args: string;
  readonly type: string;
  readonly directives: Set<string>;
}

/** An object or interface type as one subgraph declares it. */
export class TypeDraft {
  readonly name: string;
  readonly kind: 'type' | 'interface';
  readonly interfaces = new Set<string>();
  readonly directives = new Set<string>();
  readonly fields = new Map<string, FieldDraft>();

  constructor(name: string, kind: 'type' | 'interface') {
    this.name = name;
    this.kind = kind;
  }

  /** Declares a field, unless it is declared already. */
  add(name: string, type: string, args = '', ...directives: readonly string[]): FieldDraft {
    let field = this.fields.get(name);
    if (field === undefined) {
      field = { name, type, args, directives: new Set() };
      this.fields.set(name, field);
    }
    for (const directive of directives) field.directives.add(directive);
    return field;
  }

  toString(): string {
    const interfaces =
      this.interfaces.size > 0 ? ` implements ${[...this.interfaces].join(' & ')}` : '';
    const fields = [...this.fields.values()].map(
      ({ name, args, type, directives }) =>
        `  ${[`${name}${args}: ${type}`, ...directives].join(' ')}`,
    );
    return `${[`${this.kind} ${this.name}${interfaces}`, ...this.directives].join(' ')} {\n${fields.join('\n')}\n}`;
  }
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: [
  "@key", "@shareable", "@inaccessible", "@override", "@provides", "@requires", "@external", "@interfaceObject"
])`;

/** A subgraph while it is drawn. */
export class SubgraphDraft {
  readonly name: string;
  readonly types = new Map<string, TypeDraft>();
  readonly unions = new Map<string, readonly string[]>();
  /** Definitions that stand as they are. */
  readonly others: string[] = [];

  constructor(name: string) {
    this.name = name;
  }

  type(name: string, kind: 'type' | 'interface' = 'type'): TypeDraft {
    let type = this.types.get(name);
    if (type === undefined) {
      type = new TypeDraft(name, kind);
      this.types.set(name, type);
    }
    return type;
  }

  has(type: string): boolean {
    return this.types.has(type);
  }

  sdl(): SubgraphSdl {
    const unions = [...this.unions].map(
      ([name, members]) => `union ${name} = ${members.join(' | ')}`,
    );
    const types = [...this.types.values()].map(String);
    return { name: this.name, typeDefs: [LINK, ...this.others, ...types, ...unions].join('\n') };
  }
}
