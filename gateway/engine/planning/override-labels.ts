import type { Schema } from '@apollo/federation-internals';
import { Kind, visit } from 'graphql';
import type { ClientOperation } from '../document/client-operation.ts';

/** A label of `@override(from:, label:)` as a switch of operations. No variable and no right has such a name. */
export type LabelSwitch = `%${string}`;

/** Whether a switch of an operation is a label. */
export function isLabelSwitch(name: string): name is LabelSwitch {
  return name.startsWith('%');
}

/** The label that a switch is for. */
export function labelOf(name: LabelSwitch): string {
  return name.slice(1);
}

/**
 * The labels under which fields of a supergraph move from one subgraph to another: each is on or off for a request, and an
 * operation has another plan for each way that its labels may be. Fields are told apart by their names alone, which finds
 * a few labels too many and none too few: composition lets no key and no `@requires` name a field that is moved so.
 */
export class OverrideLabels {
  readonly #byField = new Map<string, Set<string>>();

  constructor(supergraph: Schema) {
    for (const type of [...supergraph.objectTypes(), ...supergraph.interfaceTypes()]) {
      for (const field of type.fields()) {
        for (const directive of field.appliedDirectivesOf('join__field')) {
          const { overrideLabel } = directive.arguments() as { overrideLabel?: string };
          if (overrideLabel !== undefined) this.#add(field.name, overrideLabel);
        }
      }
    }
  }

  /** The switches of an operation that are labels. */
  switchesIn({
    definition,
    fragments,
  }: Pick<ClientOperation, 'definition' | 'fragments'>): readonly LabelSwitch[] {
    if (this.#byField.size === 0) return [];
    const labels = new Set<string>();
    for (const node of [definition, ...fragments.values()]) {
      visit(node, {
        [Kind.FIELD]: ({ name }) => {
          for (const label of this.#byField.get(name.value) ?? []) labels.add(label);
        },
      });
    }
    return [...labels].sort().map((label) => `%${label}` as const);
  }

  #add(field: string, label: string): void {
    const labels = this.#byField.get(field) ?? new Set();
    this.#byField.set(field, labels.add(label));
  }
}
