import { layouts } from './layouts/index.ts';
import { firstOffices } from './province/offices.ts';
import { countOf } from './province/loads.ts';
import { type DossierRecord, writeOffice } from './truth/records.ts';
import { cellsOf, type Table } from './table.ts';
import type { LoadTarget } from './writers/owner.ts';
import { dropTables, loadTables } from './writers/load.ts';

/** A small one-stop for a test: its mapping file, its tables, and what was meant by each dossier. */
export interface LegacyFixture {
  /** In subgraphs/onestop/sources/. */
  readonly mapping: string;
  readonly tables: readonly Table[];
  readonly records: readonly DossierRecord[];
}

/** Dossiers are taken from a year of this scale, spread evenly, so that every season and every quirk has its share. */
const SCALE = 0.02;

/** One one-stop of each product, with about so many dossiers each. */
export function legacyFixtures(wanted: {
  readonly seed: number;
  readonly dossiers: number;
}): readonly LegacyFixture[] {
  return firstOffices.map((office) => {
    const every = Math.max(1, Math.floor(countOf(office, SCALE) / wanted.dossiers));
    const taken = [...writeOffice(office, { seed: wanted.seed, scale: SCALE })].filter(
      (_dossier, place) => place % every === 0,
    );
    const rows = taken.flatMap((dossier) => dossier.rows);
    return {
      mapping: `${office.file}.yaml`,
      records: taken.map(({ record }) => record),
      tables: layouts[office.layout].tables.map((table) => ({
        ...table,
        rows: rows.filter((row) => row.table === table.name).map((row) => cellsOf(table, row)),
      })),
    };
  });
}

/** Takes an office out of a server again. */
export function dropOffice(target: LoadTarget, { tables }: LegacyFixture): Promise<void> {
  return dropTables(target, tables);
}

/** Loads an office into a server. */
export function loadOffice(target: LoadTarget, { tables }: LegacyFixture): Promise<void> {
  return loadTables(target, tables);
}
