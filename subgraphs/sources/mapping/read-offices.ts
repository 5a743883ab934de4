import { basename, dirname, join } from 'node:path';
import { readCsv } from './csv-table.ts';
import type { WrittenFault } from '../../../service/yaml/written-fault.ts';
import { type MappingKind, type MappingRead, readMapping } from './read-mapping.ts';
import { officesSchema } from './schema/mapping-schema.ts';
import { schemaFaults } from '../../../service/yaml/schema-faults.ts';
import { FileFault, readTextFile } from '../../../service/yaml/text-file.ts';
import type { Environment } from '../../../service/yaml/variables.ts';
import { readYaml, type YamlText } from '../../../service/yaml/yaml-text.ts';

/** What `${NAME}` stands for in one office. */
type Values = Readonly<Record<string, string>>;

/**
 * The mappings of one file: one, or one for each of its `offices:`, in which `${NAME}` stands for what the office says, before the
 * environment. Never throws for what stands in a file.
 */
export function readMappings<Extra>(
  file: string,
  kind: MappingKind<Extra>,
  environment: Environment,
): readonly MappingRead<Extra>[] {
  const offices = officesOf(file, environment);
  if (offices === null) return [readMapping(file, kind, environment)];
  if ('faults' in offices) return [{ faults: offices.faults, refused: { extra: {} } }];
  return offices.values.map((values) => readMapping(file, kind, { ...environment, ...values }));
}

type Offices =
  { readonly values: readonly Values[] } | { readonly faults: readonly WrittenFault[] };

/** Null where the file is of one office. */
function officesOf(file: string, environment: Environment): Offices | null {
  let yaml: YamlText;
  try {
    yaml = readYaml(readTextFile(file), environment);
  } catch {
    // Reading it as a mapping says why.
    return null;
  }
  const { value } = yaml;
  if (typeof value !== 'object' || value === null || !('offices' in value)) return null;
  const refuse = (path: readonly PropertyKey[], what: string, mend: string): Offices => ({
    faults: [{ file: basename(file), line: yaml.lineOf(path), what, mend }],
  });
  const parsed = officesSchema.safeParse(value.offices);
  if (!parsed.success) {
    const faults = schemaFaults(
      officesSchema,
      value.offices,
      parsed.error,
      'write a list of offices',
    ).map(({ path, ...said }) => ({
      file: basename(file),
      line: yaml.lineOf(['offices', ...path]),
      ...said,
    }));
    return { faults };
  }
  if (typeof parsed.data !== 'string') {
    const [first = {}] = parsed.data;
    for (const [index, values] of parsed.data.entries()) {
      const other = Object.keys(first).find((name) => !Object.hasOwn(values, name));
      if (other === undefined) continue;
      const what = `the office has no ${other}, as the first has`;
      return refuse(['offices', index], what, `write “${other}:” for each office`);
    }
    return { values: parsed.data };
  }
  const beside = parsed.data;
  try {
    const { lines } = readCsv(join(dirname(file), beside));
    if (lines.length > 0) return { values: lines.map(({ cells }) => cells) };
    const what = 'has no line after its header';
    return { faults: [{ file: beside, line: 1, what, mend: 'write a line for each office' }] };
  } catch (fault) {
    if (!(fault instanceof FileFault)) throw fault;
    const { message: what, mend, line } = fault;
    return line === undefined
      ? refuse(['offices'], `the list of offices ${beside} ${what}`, mend)
      : { faults: [{ file: beside, line, what, mend }] };
  }
}
