import type { KeptWriter } from '../../dialects/shared/kept/kept-writer.ts';

/** Why a copy cannot be written, for whoever runs the program. */
export class CopyFault extends Error {
  override readonly name = 'CopyFault';
  /** Whether that is because of what already stands in the copy. */
  readonly isBroken: boolean;

  constructor(
    message: string,
    { cause, isBroken = false }: { readonly cause?: unknown; readonly isBroken?: boolean } = {},
  ) {
    super(message, { cause });
    this.isBroken = isBroken;
  }
}

/** Says of what was thrown why a copy cannot be written. */
export type TellFault = (cause: unknown) => CopyFault;

/** What the work resolves to; what it throws is told. */
export async function telling<T>(tell: TellFault, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw cause instanceof CopyFault ? cause : tell(cause);
  }
}

/** The same writer, which tells all that it meets. */
export function tellingWriter(tell: TellFault, writer: KeptWriter): KeptWriter {
  return {
    table: (name, columns) => telling(tell, writer.table(name, columns)),
    append: (table, rows) => telling(tell, writer.append(table, rows)),
    commit: () => telling(tell, writer.commit()),
    query: (sql, values) => telling(tell, writer.query(sql, values)),
    kept: (text) => writer.kept(text),
    abandon: () => writer.abandon(),
  };
}
