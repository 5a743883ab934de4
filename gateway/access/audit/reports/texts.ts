import type { BrokenGlassLine } from './broken-glass.ts';
import type { SeenLine } from './seen-lines.ts';
import type { StoppedLine } from './stopped-readers.ts';
import type { UnusualDay } from './unusual.ts';

/** Columns of a table, by their titles. */
export type Columns<T> = Readonly<Record<string, (row: T) => string>>;

/** What people read of a line. */
export const seenColumns: Columns<SeenLine> = {
  when: ({ at }) => at.slice(0, 19).replace('T', ' '),
  who: ({ who }) => who.subject,
  roles: ({ who }) => who.roles.join(' '),
  office: ({ who }) => who.offices.join(' '),
  purpose: ({ purpose = '', glass }) => (glass === undefined ? purpose : `${purpose} broken glass`),
  plain: ({ classes, masked }) => classes.filter((name) => !masked.includes(name)).join(', '),
  masked: ({ masked }) => masked.join(', '),
  'searched by': ({ searched }) => searched.join(', '),
  by: ({ via, operation }) => (via === 'export' ? `export ${operation ?? ''}` : (operation ?? '')),
  rows: ({ rows }) => String(rows),
  sources: ({ sources }) => sources.join(' '),
  request: ({ request }) => request,
};

export const glassColumns: Columns<BrokenGlassLine> = {
  when: ({ at }) => at.slice(0, 19).replace('T', ' '),
  who: ({ who }) => who.subject,
  roles: ({ who }) => who.roles.join(' '),
  office: ({ who }) => who.offices.join(' '),
  record: ({ record }) => Object.values(record).join(' '),
  until: ({ until }) => until.slice(11, 16),
  answers: ({ answers }) => String(answers),
  request: ({ request }) => request,
  reason: ({ reason }) => reason,
};

export const stoppedColumns: Columns<StoppedLine> = {
  when: ({ at }) => at.slice(0, 19).replace('T', ' '),
  who: ({ who }) => who.subject,
  roles: ({ who }) => who.roles.join(' '),
  office: ({ who }) => who.offices.join(' '),
  because: ({ code }) => code,
  'shown at most': ({ most }) => String(most),
  request: ({ request }) => request,
};

export const unusualColumns: Columns<UnusualDay> = {
  day: ({ day }) => day,
  who: ({ who }) => who,
  roles: ({ roles }) => roles.join(' '),
  records: ({ records }) => String(records),
  'at night': ({ atNight }) => String(atNight),
  'of other offices': ({ ofOtherOffices }) => String(ofOtherOffices),
  because: ({ because }) => because.join(', '),
};

/** A table for a terminal. */
export function tableText<T>(rows: readonly T[], columns: Columns<T>): string {
  const titles = Object.keys(columns);
  const cells = rows.map((row) => Object.values(columns).map((cell) => cell(row)));
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  return [titles, ...cells]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}
