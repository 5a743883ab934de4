import type { z } from 'zod';
import { schemaFaults } from './schema-faults.ts';
import type { WrittenFault } from './written-fault.ts';
import { readYaml } from './yaml-text.ts';

/**
 * The text of a YAML file as a schema has it, or everything that is wrong with it, by its lines. Nothing in it comes from the
 * environment. `forms`: what may stand where several forms fit.
 */
export function checkedYaml<Schema extends z.ZodType>(
  text: string,
  {
    file,
    schema,
    forms,
  }: { readonly file: string; readonly schema: Schema; readonly forms: string },
): { readonly value: z.output<Schema> } | { readonly faults: readonly WrittenFault[] } {
  const yaml = readYaml(text, {});
  if (yaml.faults.length > 0) return { faults: yaml.faults.map((fault) => ({ file, ...fault })) };
  const parsed = schema.safeParse(yaml.value);
  if (parsed.success) return { value: parsed.data };
  const faults = schemaFaults(schema, yaml.value, parsed.error, forms)
    .map(({ path, ...said }) => ({ file, line: yaml.lineOf(path), ...said }))
    .sort((one, other) => one.line - other.line);
  return { faults };
}
