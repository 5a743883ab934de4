import iconv from 'iconv-lite';

/** The Windows code pages through which legacy bytes became characters. */
export type CodePage = 1252 | 1258;

/** A code page both ways: 256 characters in order of their bytes, and back. */
interface PageTable {
  readonly characters: readonly string[];
  readonly bytes: ReadonlyMap<string, number>;
}

/** Bytes that a page leaves undefined pass through as control characters, as drivers do. */
function pageTable(page: CodePage): PageTable {
  const characters = Array.from({ length: 256 }, (_, byte) => {
    const character = iconv.decode(Buffer.of(byte), `windows${page}`);
    return character === '\uFFFD' ? String.fromCharCode(byte) : character;
  });
  // Latin-1, which is often what “Windows-1252” is, has control characters where the page has signs.
  const controls = Array.from({ length: 32 }, (_, index) => 0x80 + index).map(
    (byte): [string, number] => [String.fromCharCode(byte), byte],
  );
  const own = characters.map((character, byte): [string, number] => [character, byte]);
  return { characters, bytes: new Map([...controls, ...own]) };
}

const PAGES: Readonly<Record<CodePage, PageTable>> = {
  1252: pageTable(1252),
  1258: pageTable(1258),
};

/** The text as it would stand had the same bytes come through code page `to`; null if it has characters that `from` lacks. */
export function repage(text: string, from: CodePage, to: CodePage): string | null {
  let result = '';
  for (const character of text) {
    const byte = PAGES[from].bytes.get(character);
    if (byte === undefined) return null;
    result += PAGES[to].characters[byte] ?? '';
  }
  return result;
}

/** The bytes that look so through the page; null if it lacks one of the characters. */
export function bytesOf(text: string, page: CodePage): readonly number[] | null {
  const bytes: number[] = [];
  for (const character of text) {
    const byte = PAGES[page].bytes.get(character);
    if (byte === undefined) return null;
    bytes.push(byte);
  }
  return bytes;
}

/** The text as Latin-1 shows the bytes that look so through the page. */
export function throughLatin1(text: string, page: CodePage): string | null {
  const bytes = bytesOf(text, page);
  return bytes === null ? null : String.fromCharCode(...bytes);
}

/** Bytes of a binary column as characters. */
export function charactersOf(bytes: Uint8Array, page: CodePage): string {
  return Array.from(bytes, (byte) => PAGES[page].characters[byte] ?? '').join('');
}
