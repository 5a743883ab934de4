import type { RepairKind } from '../../../model/entity.ts';

/** A way in which Vietnamese text was kept before Unicode. */
export interface LegacyEncoding {
  readonly repair: RepairKind;
  /** What `decode` and `encode` speak of: bytes as they look through Windows-1252, or text whatever page it came through. */
  readonly through: 'bytes' | 'text';
  /** Also text of ASCII alone may mean something else than itself. */
  readonly readsAscii?: boolean;
  /** The form itself proves the encoding: no other text looks like it. */
  readonly evident?: boolean;
  /** Whether text of a mixed column may be in this encoding at all; where absent, the reading's spelling tells. */
  readonly likely?: (text: string) => boolean;
  /** The text, or null if it holds letters that this encoding does not have: then it is something else, or right already. */
  readonly decode: (characters: string) => string | null;
  /** How the text was kept, the usual form first; none where the encoding cannot hold it. */
  readonly encode: (text: string) => readonly string[];
}

const LETTER = /\p{L}/u;

/** Letters of ASCII and signs of any sort are what they are in every encoding. */
export function standsForItself(character: string): boolean {
  return character.charCodeAt(0) < 0x80 || !LETTER.test(character);
}

/** Tone marks in the order of the legacy tables: á à ả ã ạ. */
export const TONES = ['\u0301', '\u0300', '\u0309', '\u0303', '\u0323'] as const;
