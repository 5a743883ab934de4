import { LineCounter, parseDocument } from 'yaml';
import { latelyRead } from './lately-read.ts';
import { isBlank, PlainValues, Stop } from './plain-values.ts';
import { type Environment, type FaultAt, Variables } from './variables.ts';
import { describeSyntaxErrors } from './yaml-syntax.ts';

type Path = readonly PropertyKey[];

/** Something wrong at a line of the text. */
interface LineFault {
  readonly line: number;
  readonly what: string;
  readonly mend: string;
}

/** A YAML text as plain values, with the lines on which they stand. */
export interface YamlText {
  readonly value: unknown;
  readonly faults: readonly LineFault[];
  /** The line of a value; of one that is not there, the line of what would hold it. */
  lineOf(path: Path): number;
  /** The variables that it reads, set or not. */
  readonly variables: ReadonlySet<string>;
}

/** A text as the parser has it, and where its lines begin. */
const parsed = latelyRead((text) => {
  const lines = new LineCounter();
  return { document: parseDocument(text, { lineCounter: lines, schema: 'failsafe' }), lines };
});

/**
 * Reads YAML 1.2 as people write it: merge keys work, `${NAME}` and `${NAME:-default}` come from the environment, and a
 * plain scalar is a number, `true` or `false` only where that is exactly how it is written. All else, `01`, `1.10`, `yes`,
 * `0x1F`, is the text that stands there. Never throws.
 */
export function readYaml(text: string, environment: Environment): YamlText {
  let lines = new LineCounter();
  const lineAt = (offset: number): number => Math.max(lines.linePos(offset).line, 1);
  const faults: LineFault[] = [];
  const faultAt: FaultAt = (offset, what, mend) => {
    faults.push({ line: lineAt(offset), what, mend });
  };
  const variables = new Variables(environment, faultAt);
  const values = new PlainValues(variables, faultAt);
  const answer = (value: unknown): YamlText => ({
    value,
    faults,
    lineOf: (path) => lineAt(values.offsetOf(value, path)),
    variables: variables.met,
  });

  try {
    const { document, lines: its } = parsed(text);
    lines = its;
    for (const { offset, what, mend } of describeSyntaxErrors(document.errors, text)) {
      faultAt(offset, what, mend);
    }
    if (faults.length > 0) return answer(undefined);
    if (document.contents === null || isBlank(document.contents)) {
      faultAt(0, 'the file says nothing', 'write a mapping, or take the file away');
      return answer(undefined);
    }
    return answer(values.read(document.contents));
  } catch (error) {
    // Brackets nested by the thousand exhaust the stack.
    if (!(error instanceof Stop)) {
      faultAt(0, 'the file is nested too deeply', 'take some of its brackets away');
    }
    return answer(undefined);
  }
}
