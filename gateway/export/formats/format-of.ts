import type { Begun } from '../begun.ts';
import type { ExportRequest } from '../export-request.ts';
import { formFor } from '../forms/form-for.ts';
import { csv } from './csv.ts';
import type { Format } from './format.ts';
import { ndjson } from './ndjson.ts';
import { textFormat } from './text-format.ts';

/** Those that bring libraries along are loaded when one is asked for. */
const FORMATS: Readonly<
  Record<ExportRequest['format'], (asked: ExportRequest) => Format | Promise<Format>>
> = {
  csv: ({ separator = 'comma' }) => textFormat(csv(separator)),
  ndjson: () => textFormat(ndjson),
  xlsx: async () => (await import('./xlsx.ts')).xlsx,
  parquet: async () => (await import('./parquet.ts')).parquet,
};

/** The format in which an export is asked for; of a form, filled with what stands around its rows. */
export async function formatOf({ asked, document, first }: Begun): Promise<Format> {
  if (asked.layout === 'table') return FORMATS[asked.format](asked);
  const { formXlsx } = await import('./form-xlsx.ts');
  const { from, to } = first.around;
  return formXlsx(formFor(asked, document), {
    from: typeof from === 'string' ? from : undefined,
    to: typeof to === 'string' ? to : undefined,
    partial: !first.whole,
  });
}
