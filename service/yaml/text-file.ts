import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';

/** What is wrong with a file that an integrator wrote, in his terms; the line where there is one. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
  readonly mend: string;
  readonly line: number | undefined;

  constructor(what: string, mend: string, line?: number) {
    super(what);
    this.mend = mend;
    this.line = line;
  }
}

/** A mapping has a few pages, a list of codes a few thousand lines. */
const MOST_BYTES = 16 * 1024 * 1024;

const AS_UTF8 = 'save it as UTF-8: editors ask for the encoding where they save';

const UNREADABLE: Readonly<Record<string, readonly [what: string, mend: string]>> = {
  ENOENT: ['does not exist', 'mend the name, or put the file there'],
  EACCES: ['may not be read', 'let the user under which the graph runs read it'],
  EPERM: ['may not be read', 'let the user under which the graph runs read it'],
  ELOOP: ['is a link that leads to itself', 'put the file itself there'],
};

/** The text of a file in UTF-8, with or without its mark. Throws a `FileFault`. */
export function readTextFile(path: string): string {
  const bytes = readBytes(path);
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new FileFault('is in UTF-16', AS_UTF8, 1);
  }
  if (!isUtf8(bytes)) {
    const line = lineWhere(bytes, (part) => !isUtf8(part));
    throw new FileFault('holds letters that are not UTF-8, such as Windows-1258', AS_UTF8, line);
  }
  if (bytes.includes(0)) {
    const line = lineWhere(bytes, (part) => part.includes(0));
    throw new FileFault('holds NUL bytes, as UTF-16 and binary files do', AS_UTF8, line);
  }
  return bytes.toString('utf8').replace(/^\uFEFF/u, '');
}

function readBytes(path: string): Buffer {
  try {
    const status = statSync(path);
    if (!status.isFile()) {
      const what = status.isDirectory() ? 'is a folder' : 'is no plain file';
      throw new FileFault(what, 'put a file there, or take it away');
    }
    if (status.size > MOST_BYTES) {
      throw new FileFault(
        'is larger than 16 MiB',
        'keep data out of it: it only says where they lie',
      );
    }
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof FileFault) throw cause;
    const code = codeOf(cause) ?? 'unknown error';
    const [what, mend] = UNREADABLE[code] ?? [`cannot be read (${code})`, 'look at the disk'];
    throw new FileFault(what, mend);
  }
}

function lineWhere(bytes: Buffer, faulty: (line: Buffer) => boolean): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    const stop = end === -1 ? bytes.length : end;
    if (faulty(bytes.subarray(start, stop))) return line;
    start = stop + 1;
  }
  return line;
}

/** The code that Node gave its error; errors made by Node are no `Error` of ours under jest. */
function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
