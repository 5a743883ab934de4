import type { LegacyLayout } from './layout.ts';

/**
 * PostgreSQL statements that repeat the rows of a layout's root, and of the tables that refer to it, until the root has about so
 * many: keys and what refers to them grow, and printed codes stay different.
 */
export function multipliedStatements(
  { tables, truth }: LegacyLayout,
  rows: number,
): readonly string[] {
  const root = tables.find(({ name }) => name === truth.table);
  if (root === undefined) return [];
  const times = Math.ceil(rows / root.rows) - 1;
  const under = tables.filter(({ references = {} }) =>
    Object.values(references).some((to) => to.startsWith(`${root.name}.`)),
  );
  const repeated = [root, ...under].map((table) => {
    const values = Object.entries(table.columns).map(([column, type]) => {
      if (type === 'key') return `"${column}" + n * ${table.rows}`;
      const refers = table.references?.[column]?.startsWith(`${root.name}.`) === true;
      if (refers) return `"${column}" + n * ${root.rows}`;
      return table === root && column === truth.fields['code']
        ? `"${column}" || '-' || n`
        : `"${column}"`;
    });
    return `INSERT INTO "${table.name}" SELECT ${values.join(', ')} FROM "${table.name}", generate_series(1, ${times}) n`;
  });
  return [...repeated, 'ANALYZE'];
}
