import { isAbstractType, possibleRuntimeTypes } from '@apollo/federation-internals';
import type { Schema } from '@apollo/federation-internals';

/** Which type names satisfy a type condition: itself, and for an interface or union every type below it. */
export class TypeConditions {
  readonly #below = new Map<string, Set<string>>();

  constructor(schema: Schema) {
    for (const type of schema.types()) {
      if (!isAbstractType(type)) continue;
      const names = new Set([type.name]);
      for (const { name } of possibleRuntimeTypes(type)) names.add(name);
      if (type.kind === 'InterfaceType') {
        for (const { name } of type.allImplementations()) names.add(name);
      }
      this.#below.set(type.name, names);
    }
  }

  isAbstract(typename: unknown): boolean {
    return typeof typename === 'string' && this.#below.has(typename);
  }

  covers(condition: string, typename: unknown): boolean {
    if (condition === typename) return true;
    return typeof typename === 'string' && this.#below.get(condition)?.has(typename) === true;
  }
}
