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
    // Lists find the places of their rows before they read them (compiler/shared/); done once more by DuckDB, for each table, it
    // takes three times as long.
    late_materialization_max_rows: '0',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...more,
  });
}
