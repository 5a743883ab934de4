import { z } from 'zod';
import { explain as explainValue, type Explanation } from '../explain/explain.ts';
import { withMapped } from '../mapped/open-mapped.ts';
import { plain } from '../report/values.ts';
import { subcommand } from '../subcommand.ts';
import { EXIT } from '../surroundings.ts';
import { file, kind } from './mapping-settings.ts';
import { refusedCode } from './preview.ts';
import { json } from './settings.ts';

export const explain = subcommand(
  {
    name: 'explain',
    line: 'one raw value through a field’s codec, with the lines of YAML and CSV that decide',
    usage: 'npm run connect -- explain FILE FIELD VALUE [--json]',
    about:
      'Shows what becomes of one value of a column, what a filter for it looks for, and which lines of the mapping and of its code lists decide that. NULL is no value; values of several columns are written with bars between. Exit code 1 if the value cannot be read, 2 if the field is not mapped or the database does not answer.',
    bare: ['file', 'field', 'value'],
    settings: z.object({
      file,
      field: z.string().meta({
        word: 'FIELD',
        give: 'a field, such as receivedAt or dossier.steps.name',
        about: 'a field of the mapping, such as receivedAt or dossier.steps.name',
      }),
      value: z.string().meta({
        word: 'VALUE',
        give: 'a value as it stands in the column',
        about: 'a value as it stands in the column; NULL for none, A|B for two columns',
      }),
      kind,
      json,
    }),
    examples: [
      'npm run connect -- explain sources/nam-can.yaml receivedAt 31/02/2016',
      "npm run connect -- explain sources/nam-can.yaml status 'DTN|HT'",
      "npm run connect -- explain sources/nam-can.yaml applicantName 'NguyÔn V¨n §øc'",
    ],
  },
  async ({ config, surroundings }) =>
    withMapped({ path: config.file, kind: config.kind }, surroundings.environment, (sources) => {
      const [first] = sources;
      if (first?.entities == null) return Promise.resolve(refusedCode(sources, surroundings));
      const { environment } = surroundings;
      const explained = explainValue(
        { entities: first.entities, mapping: config.file, environment },
        config.field,
        config.value,
      );
      surroundings.out(config.json ? `${JSON.stringify(explained, null, 2)}\n` : textOf(explained));
      const lost = explained.repair !== null && explained.value === null;
      return Promise.resolve(lost || explained.value === 'UNKNOWN' ? EXIT.FAULTS : EXIT.WELL);
    }),
);

function textOf(explained: Explanation): string {
  const { field, columns, raw, value, repair, meaning, sought, lines } = explained;
  const where = columns.map(({ name, type }) => `${name} (${type})`).join(' + ');
  return [
    `${field} in ${where}`,
    `  as it stands  ${plain(raw, 200) || '(nothing)'}`,
    `  as it is read ${value === null ? '(none)' : plain(value, 200)}`,
    `  because       ${repair === null ? '' : `${repair}: `}${meaning}`,
    ...(sought.length === 0
      ? []
      : [
          `  a filter for it looks for ${sought
            .slice(0, 4)
            .map((one) => `“${plain(one, 60)}”`)
            .join(', ')}`,
        ]),
    ...lines.map((line) => `  ${line.file}:${line.line}: ${plain(line.text.trim(), 200)}`),
    '',
  ].join('\n');
}
