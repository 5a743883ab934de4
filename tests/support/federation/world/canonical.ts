import { Kind } from 'graphql';
import type { SelectionSetNode } from 'graphql';

/** The JSON text of a value, the same in whatever order its fields stand. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}

/** The text of what a field set names in a representation; what was not sent is told apart from null. */
export function receivedText(representation: unknown, selections: SelectionSetNode): string {
  return canonical(received(representation, selections));
}

function received(value: unknown, set: SelectionSetNode): unknown {
  if (Array.isArray(value)) return value.map((item) => received(item, set));
  if (typeof value !== 'object' || value === null) return value ?? null;
  const source = new Map<string, unknown>(Object.entries(value));
  const fields: Record<string, unknown> = {};
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD && selection.name.value !== '__typename') {
      const name = selection.name.value;
      const { selectionSet } = selection;
      const found = source.has(name) ? source.get(name) : 'not sent';
      fields[name] = selectionSet === undefined ? found : received(found, selectionSet);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const inner = received(value, selection.selectionSet) as Record<string, unknown>;
      for (const [name, one] of Object.entries(inner)) if (one !== 'not sent') fields[name] = one;
    }
  }
  return fields;
}
