import type { Cost, Latencies } from './cost.ts';
import type { Reads } from './reads.ts';

/** What one query took: by hand over the legacy files and over the copies, and of the graph with its copies and without. */
export interface QueryFigures {
  readonly query: string;
  readonly about: string;
  readonly legacy: Cost;
  readonly copy: Cost | null;
  readonly auto: Cost;
  readonly live: Cost;
  readonly reads: Readonly<Record<'auto' | 'live', Reads>>;
}

/** The figures as two Markdown tables. */
export function tablesOf(figures: readonly QueryFigures[]): string {
  return [
    markdown(
      [
        'query',
        'by hand, legacy',
        'by hand, copy',
        'graph, AUTO',
        '× by hand',
        'graph, live',
        '× by hand',
      ],
      figures.map(({ query, legacy, copy, auto, live, reads }) => {
        const same = reads.auto.copy.statements > 0 && copy !== null ? copy : legacy;
        return [
          query,
          number(legacy.cpuMs),
          copy === null ? '' : number(copy.cpuMs),
          number(auto.cpuMs),
          `${(auto.cpuMs / same.cpuMs).toFixed(1)} (${same === copy ? 'copy' : 'legacy'})`,
          number(live.cpuMs),
          (live.cpuMs / legacy.cpuMs).toFixed(1),
        ];
      }),
    ),
    markdown(
      [
        'query',
        'AUTO p50 / p99',
        'eight at a time',
        'live p50 / p99',
        'eight at a time',
        'statements (rows) AUTO',
        'live',
      ],
      figures.map(({ query, auto, live, reads }) => [
        query,
        ...[auto, live].flatMap(({ alone, together }) => [shown(alone), shown(together)]),
        readsOf(reads.auto),
        readsOf(reads.live),
      ]),
    ),
  ].join('\n\n');
}

function number(value: number): string {
  return Number.isNaN(value) ? 'errors' : value.toFixed(value < 10 ? 1 : 0);
}

function shown({ p50, p99, error }: Latencies): string {
  return error === null ? `${number(p50)} / ${number(p99)}` : 'errors';
}

function readsOf({ live, copy }: Reads): string {
  const told = [
    ['live', live],
    ['copy', copy],
  ] as const;
  return told
    .filter(([, { statements }]) => statements > 0)
    .map(([name, { statements, rows }]) => `${name} ${statements} (${rows})`)
    .join(', ');
}

function markdown(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = header.map((_cell, column) => (column === 0 ? '---' : '---:'));
  return [header, rule, ...rows].map(line).join('\n');
}
