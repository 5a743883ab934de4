import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type MappedSource, withMapped } from '../mapped/open-mapped.ts';
import { type Preview, previewSource } from '../preview/preview.ts';
import { previewPage } from '../preview/preview-page.ts';
import { previewText } from '../preview/preview-text.ts';
import { createProgress } from '../report/progress.ts';
import { subcommand } from '../subcommand.ts';
import { EXIT, type Surroundings } from '../surroundings.ts';
import { fileOrFolder, kind } from './mapping-settings.ts';

export const preview = subcommand(
  {
    name: 'preview',
    line: 'rows as they stand beside what the graph reads, worst fields first; as a page too',
    usage: 'npm run connect -- preview FILE [--rows N] [--html PAGE]',
    about:
      'Shows what becomes of rows: of each field values as they stand and as they are read, what was repaired and what was lost, the worst fields first, then some whole rows, children too. With --html it writes a page that only its owner may read: it holds what the database holds. Exit code 1 if the mapping is refused, 2 if a database does not answer.',
    bare: 'file',
    settings: z.object({
      file: fileOrFolder,
      kind,
      rows: z.coerce.number().int().min(0).max(1_000).default(3).meta({
        flag: 'rows',
        give: 'a number up to 1000',
        about: 'how many rows of each table are shown whole',
      }),
      html: z.string().optional().meta({
        flag: 'html',
        give: 'the name of a file',
        about: 'writes a page there, in place of text',
      }),
    }),
    examples: [
      'npm run connect -- preview sources/nam-can.yaml',
      'npm run connect -- preview sources/nam-can.yaml --rows 20 --html nam-can.html',
    ],
  },
  async ({ config, surroundings }) => {
    const progress = createProgress(surroundings);
    return withMapped(
      { path: config.file, kind: config.kind },
      surroundings.environment,
      async (sources) => {
        const previews: Preview[] = [];
        for (const one of sources.filter(({ entities }) => entities !== null)) {
          progress.say(`Reading ${one.source.file}`);
          previews.push(await previewSource(one, config.rows));
        }
        progress.done();
        if (config.html === undefined) surroundings.out(previews.map(previewText).join('\n'));
        else if (previews.length > 0) {
          writeFileSync(config.html, previewPage(previews), { mode: 0o600 });
          surroundings.out(`Written: ${config.html}\n`);
        }
        return refusedCode(sources, surroundings);
      },
    );
  },
);

/** Says why sources could not be read; the exit code that this means. */
export function refusedCode(sources: readonly MappedSource[], { tell }: Surroundings): number {
  const refused = sources.filter(({ entities }) => entities === null);
  for (const { reasons } of refused) for (const reason of reasons) tell(`${reason}\n`);
  if (refused.some(({ unreached }) => unreached)) return EXIT.COULD_NOT_RUN;
  return refused.length > 0 ? EXIT.FAULTS : EXIT.WELL;
}
