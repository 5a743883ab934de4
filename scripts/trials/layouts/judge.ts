import { calledBy, type FieldChoice } from '../../../connect/suggest/choose-fields.ts';
import { fieldSpec } from '../../../connect/suggest/field-spec.ts';
import type { SuggestedTable, Suggestion } from '../../../connect/suggest/suggest.ts';
import type { LegacyLayout } from './layout.ts';

/** How a suggestion stands beside what is right. */
export interface Verdict {
  readonly root: boolean;
  /** Fields and children that can be mapped. */
  readonly mappable: number;
  readonly right: number;
  /** Left open, the right column among the candidates or none named. */
  readonly open: readonly string[];
  /** Believed and not right. */
  readonly wrong: readonly string[];
}

/** What is believed of each field and child: its column or table; null where it stands open. */
function believed({ tables }: Suggestion): ReadonlyMap<string, string | null> {
  const said = new Map<string, string | null>();
  const [root] = tables;
  if (root === undefined) return said;
  const add = (prefix: string, fields: readonly FieldChoice[]): void => {
    for (const { field, type, chosen } of fields) {
      const spec = chosen && fieldSpec(field, type, chosen);
      const column = chosen === null || spec?.written == null ? null : calledBy(chosen);
      said.set(`${prefix}${field}`, column);
    }
  };
  add('', root.fields);
  for (const child of root.children) {
    const name = child.entity.split('.')[1] ?? '';
    said.set(name, tableOf(child));
    add(`${name}.`, child.fields);
  }
  return said;
}

function tableOf({ sample }: SuggestedTable): string {
  return sample.table.name.table;
}

/** Holds the first root of a suggestion against the layout's truth. */
export function judge({ truth }: LegacyLayout, suggestion: Suggestion): Verdict {
  const said = believed(suggestion);
  const expected = Object.entries(truth.fields);
  const right = expected.filter(([field, column]) => said.get(field) === column);
  const open = expected.filter(([field]) => (said.get(field) ?? null) === null);
  const wrong = [...said].filter(
    ([field, column]) => column !== null && truth.fields[field] !== column,
  );
  const [root] = suggestion.tables;
  return {
    root: root !== undefined && tableOf(root) === truth.table,
    mappable: expected.length,
    right: right.length,
    open: open.map(([field]) => field),
    wrong: wrong.map(([field, column]) => `${field}: ${column ?? ''}`),
  };
}

/** A line of the table in docs/connecting-an-agency.md. */
export function rowOf(
  { name, about }: LegacyLayout,
  { root, mappable, right, open, wrong }: Verdict,
): string {
  return `| ${[name, about, root ? 'right' : 'wrong', `${right} of ${mappable}`, open.join(', ') || '–', wrong.join(', ') || '–'].join(' | ')} |`;
}
