import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Place, WrittenFault } from '../../../service/yaml/written-fault.ts';
import { didYouMean } from '../../../service/nearest.ts';
import { includeSchema } from './schema/mapping-schema.ts';
import { schemaFaults } from '../../../service/yaml/schema-faults.ts';
import { FileFault, readTextFile } from '../../../service/yaml/text-file.ts';
import type { Environment } from '../../../service/yaml/variables.ts';
import { readYaml } from '../../../service/yaml/yaml-text.ts';

type Path = readonly PropertyKey[];
type Blocks = Readonly<Record<string, unknown>>;

/** A mapping file with the blocks of the one that it includes. */
export interface MappingText {
  /** Undefined where the file itself is no YAML. */
  readonly value: unknown;
  /** False where some of what it should say could not be read: what is missing then is no fault of its own. */
  readonly whole: boolean;
  readonly faults: readonly WrittenFault[];
  /** Where a value stands; of one that is not there, where what would hold it stands. */
  readonly placeOf: (path: Path) => Place;
  /** The variables that are read, set or not. */
  readonly variables: ReadonlySet<string>;
}

/** Reads a mapping file and what it includes. Throws a `FileFault` where the file itself cannot be read. */
export function readMappingText(file: string, environment: Environment): MappingText {
  return read(file, environment, []);
}

const including = z.strictObject({ include: includeSchema });

/** `outer`: the files that include this one, the outermost first. */
function read(file: string, environment: Environment, outer: readonly string[]): MappingText {
  const name = basename(file);
  const yaml = readYaml(readTextFile(file), environment);
  const own: MappingText = {
    value: yaml.value,
    whole: yaml.value !== undefined,
    faults: yaml.faults.map((fault) => ({ file: name, ...fault })),
    placeOf: (path) => ({ file: name, line: yaml.lineOf(path) }),
    variables: yaml.variables,
  };
  if (!isBlocks(yaml.value)) return own;
  // Of which offices a file is, says what reads it once for each.
  const said = Object.fromEntries(Object.entries(yaml.value).filter(([key]) => key !== 'offices'));
  if (!Object.hasOwn(said, 'include')) return { ...own, value: said };

  const { include, ...blocks } = said;
  const without = (...faults: readonly WrittenFault[]): MappingText => ({
    ...own,
    value: blocks,
    whole: false,
    faults: [...own.faults, ...faults],
  });
  const faultAt = (path: Path, what: string, mend: string): WrittenFault => ({
    ...own.placeOf(['include', ...path]),
    what,
    mend,
  });

  const parsed = including.safeParse({ include });
  if (!parsed.success) {
    const misfits = schemaFaults(
      including,
      { include },
      parsed.error,
      'write a file’s name, or a block with “file” and “with”',
    );
    return without(...misfits.map(({ path, ...said }) => ({ ...own.placeOf(path), ...said })));
  }
  const its = parsed.data.include;
  const { file: other, with: values = {} } = typeof its === 'string' ? { file: its } : its;
  const files = [...outer, name];
  if (files.includes(other)) {
    const way = [...files.slice(files.indexOf(other)), other].join(' → ');
    return without(
      faultAt(['file'], `a file includes itself: ${way}`, 'take one of these includes out'),
    );
  }

  let under: MappingText;
  try {
    under = read(join(dirname(file), other), { ...environment, ...values }, files);
  } catch (fault) {
    if (!(fault instanceof FileFault)) throw fault;
    const { message, mend, line } = fault;
    return without(
      line === undefined
        ? faultAt(['file'], `the included file ${other} ${message}`, mend)
        : { file: other, line, what: `the included file ${message}`, mend },
    );
  }
  // What cannot be read may read any.
  const given = under.whole
    ? Object.keys(values).filter((variable) => !under.variables.has(variable))
    : [];
  const unread = given.map((variable) => {
    const what = `“with” sets ${variable}, which ${other} does not read`;
    const otherwise = `take it out, or write \${${variable}} there`;
    const mend = didYouMean(variable, [...under.variables], otherwise);
    return faultAt(['with', variable], what, mend);
  });
  const inherited = isBlocks(under.value) ? under.value : {};
  return {
    value: { ...inherited, ...blocks },
    whole: under.whole,
    faults: [...own.faults, ...under.faults, ...unread],
    placeOf: (path) => {
      const block = String(path[0]);
      const isInherited = !Object.hasOwn(blocks, block) && Object.hasOwn(inherited, block);
      return isInherited ? under.placeOf(path) : own.placeOf(path);
    },
    variables: new Set([...own.variables, ...under.variables]),
  };
}

function isBlocks(value: unknown): value is Blocks {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
