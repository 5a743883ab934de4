import { readdirSync } from 'node:fs';
import { ConfigFault } from '../../../../service/settings/config.ts';
import type { WrittenFault } from '../../../../service/yaml/written-fault.ts';
import { nearest } from '../../../../service/nearest.ts';

/** What lies in a folder of mapping files. */
export interface SourceFiles {
  /** Names of the files that are read. */
  readonly mappings: readonly string[];
  /** Files that seem to be meant as mappings and are not named as such. */
  readonly misnamed: readonly WrittenFault[];
  /** Files of which nothing is made. */
  readonly foreign: readonly WrittenFault[];
}

/** Not what an editor or a Mac puts beside a file for itself: `.#nam-can.yaml`, `._nam-can.yaml`. */
const MAPPING = /^(?!\.[#_]).*\.ya?ml$/iu;
/** `nam-can.yaml.txt`, `nam-can.yaml~`, `nam-can.yaml (1)`. */
const ENDED_FURTHER = /^(.*)\.ya?ml(?![a-z0-9]).*$/iu;
/** Crosswalks, databases and notes have their place beside mappings. */
const BESIDE = /\.(?:csv|md|sql|db|sqlite3?|db-wal|db-shm|db-journal)$|^\.|^readme/iu;
/** What `connect drift` keeps beside a mapping, and what is left of it where the mapping has another name now. */
const LOCK = /\.lock\.json$/iu;

/** Looks through a folder of mapping files. Throws a `ConfigFault` where there is no such folder. */
export function sourceFiles(directory: string): SourceFiles {
  let names: readonly string[];
  try {
    names = readdirSync(directory, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() || MAPPING.test(entry.name))
      .map(({ name }) => name)
      .sort();
  } catch {
    throw new ConfigFault([
      `${directory} is no folder that can be read: give one of mapping files.`,
    ]);
  }
  const mappings = names.filter((name) => MAPPING.test(name));
  const misnamed: WrittenFault[] = [];
  const foreign: WrittenFault[] = [];
  for (const file of names) {
    if (MAPPING.test(file) || LOCK.test(file)) continue;
    const stem = stemOf(file);
    const twin = stem && mappings.find((name) => stemOf(name) === stem);
    if (twin) {
      const what = `the file is not read: it seems to be a copy of ${twin}`;
      foreign.push({ file, line: 1, what, mend: 'move it out of the folder' });
    } else if (stem !== undefined) {
      const what = 'the file is not named as a mapping is, and is not read';
      misnamed.push({ file, line: 1, what, mend: `name it ${stem}.yaml, or move it away` });
    } else if (!BESIDE.test(file)) {
      const what = 'the file is not read: it is no mapping';
      foreign.push({ file, line: 1, what, mend: 'a mapping’s name ends in .yaml' });
    }
  }
  return { mappings, misnamed, foreign };
}

/** The name before what is, or is nearly, the ending of a mapping; of an editor's hidden copy too. */
function stemOf(file: string): string | undefined {
  const further = ENDED_FURTHER.exec(file)?.[1];
  if (further !== undefined) return further.replace(/^\.[#_]?/u, '').toLowerCase();
  const [, stem, ending = ''] = /^(.+)\.(\w+)$/u.exec(file) ?? [];
  return nearest(ending, ['yaml']) === undefined ? undefined : stem?.toLowerCase();
}
