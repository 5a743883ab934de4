import type { RepairKind } from '../../model/entity.ts';

/** A way in which Vietnamese text was kept before Unicode, seen as its bytes look through Windows-1252. */
export interface LegacyEncoding {
  readonly repair: RepairKind;
  /** The text, or null if it holds letters that this encoding does not have: then it is something else, or right already. */
  readonly decode: (characters: string) => string | null;
  /** How the text was kept, the usual form first; none where the encoding cannot hold it. */
  readonly encode: (text: string) => readonly string[];
}

const ASCII = /^[\0-\u007F]*$/u;
const LETTER = /\p{L}/u;

/** Letters of ASCII and signs of any sort are what they are in every encoding. */
export function standsForItself(character: string): boolean {
  return ASCII.test(character) || !LETTER.test(character);
}

/** Tone marks in the order of the legacy tables: á à ả ã ạ. */
export const TONES = ['\u0301', '\u0300', '\u0309', '\u0303', '\u0323'] as const;
