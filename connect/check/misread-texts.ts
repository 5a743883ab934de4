import type { WrittenFault } from '../../service/yaml/written-fault.ts';
import { misreadEvidence, type TextReading } from '../evidence/encodings.ts';
import { decodeField } from '../mapped/decode-fields.ts';
import type { TableSample } from '../mapped/sample-table.ts';

/** Of a field whose texts are misread. */
interface Misread {
  readonly said: WrittenFault;
  /** Of its texts, from 0 to 1. */
  readonly share: number;
}

/** Fields of a table and its children whose texts are Vietnamese in another encoding than the mapping says. */
export function misreadTexts({ table, name, rows, children }: TableSample): readonly Misread[] {
  const own = Object.entries(table.mapping.fields).flatMap(([field, its]) => {
    if ('constant' in its || its.type.kind !== 'text') return [];
    const readings = new Map<string, TextReading>();
    for (const row of rows) {
      const { raw, value, repair } = decodeField(field, its, row);
      if (repair === 'LOOKUP_MISSING' || readings.has(raw)) continue;
      const text = typeof value === 'string' ? value : null;
      readings.set(raw, { raw, value: text, ...(repair === undefined ? {} : { repair }) });
    }
    const evidence = misreadEvidence([...readings.values()]);
    if (evidence === null) return [];
    const { encodings, said, share } = evidence;
    const [first = ''] = encodings;
    const written = encodings.length === 1 ? first : `{ mixed: [${encodings.join(', ')}] }`;
    const what = `${name}.${field}: the texts of ${its.columns.join(', ')} look like ${encodings.join(' and ')}: ${said}`;
    const mend = `write “text: ${written}”, here or for the whole file`;
    return [{ said: { ...its.at, what, mend }, share }];
  });
  return [...own, ...children.flatMap(misreadTexts)];
}
