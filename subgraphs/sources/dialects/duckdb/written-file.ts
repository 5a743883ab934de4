import type { DuckDBConnection } from '@duckdb/node-api';
import { openInstance } from './instance.ts';

/**
 * Rows of a table that DuckDB keeps together, and of which it knows the least and the greatest value of each column: what a page or a
 * count leaves out, it leaves out by so many. Its own 122,880 are two years of an office.
 */
const STRETCH = 8_192;

/** A connection to a file that it writes, in short stretches. */
export interface WrittenFile {
  readonly connection: DuckDBConnection;
  readonly close: () => void;
}

/**
 * Opens a file to be written, or makes it, under a name that statements need not say. What does not fit into the memory goes to a
 * folder beside it meanwhile. Throws where another process writes it, or it is none of DuckDB's.
 */
export async function openWrittenFile(
  file: string,
  alias: string,
  memory: string,
): Promise<WrittenFile> {
  const limits = { threads: 1, memory };
  const instance = await openInstance(':memory:', limits, { temp_directory: `${file}.tmp` });
  const connection = await instance.connect();
  const close = (): void => {
    connection.closeSync();
    instance.closeSync();
  };
  try {
    await connection.run(
      `ATTACH '${file.replaceAll("'", "''")}' AS "${alias}" (ROW_GROUP_SIZE ${STRETCH}); USE "${alias}"`,
    );
  } catch (error) {
    close();
    throw error;
  }
  return { connection, close };
}
