import type { DuckDBInstance } from '@duckdb/node-api';

/** What DuckDB may take of this machine. */
export interface InstanceLimits {
  /** As DuckDB writes it: `300MB`. */
  readonly memory: string;
  readonly threads: number;
}

/** Opens DuckDB over a file, or over none (`:memory:`). It fetches nothing from anywhere, whatever a statement would need. */
export async function openInstance(
  file: string,
  { memory, threads }: InstanceLimits,
  more: Readonly<Record<string, string>> = {},
): Promise<DuckDBInstance> {
  // Loaded with the first copy: a graph without any starts sooner, and holds less.
  const { DuckDBInstance } = await import('@duckdb/node-api');
  return DuckDBInstance.create(file, {
    threads: String(threads),
    memory_limit: memory,
    // Of a page, the other columns are read only of the rows that come first by what it is sorted by: DuckDB would do so up to 50,
    // and a page of 50 reads one more. For large pages the join that it takes holds much memory.
    late_materialization_max_rows: '64',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...more,
  });
}
