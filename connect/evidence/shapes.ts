import { moneyCodec, textCodec } from '../../subgraphs/sources/codecs/index.ts';
import type { ColumnSample } from '../reach/sample-raw.ts';
import { shareOf, tallyValues } from './tally-values.ts';

/** What the values of a column look like, each share from 0 to 1. */
export interface Shapes {
  /** Different values by rows that hold one. */
  readonly distinct: number;
  readonly different: number;
  readonly filled: number;
  readonly numbers: number;
  /** Two to seven words, each with a capital, or all in capitals. */
  readonly personNames: number;
  /** CMND, CCCD, tax codes: 8 to 13 digits, grouped or not. */
  readonly papers: number;
  readonly phones: number;
  readonly money: number;
  /** 1.001193, with or without its tail. */
  readonly procedureCodes: number;
  /** 6f9619ff-8b86-d011-b42d-00cf4fc964ff, in braces or not. */
  readonly guids: number;
  /** Capitals and digits, with blanks between them or not: `TT 01`. */
  readonly codes: number;
  /** Words between blanks. */
  readonly words: number;
}

const shapes = new WeakMap<ColumnSample, Shapes>();
const money = moneyCodec({ kind: 'text' });
const texts = textCodec({ encoding: 'mixed' });

export function shapesOf(sample: ColumnSample): Shapes {
  const known = shapes.get(sample);
  if (known !== undefined) return known;
  const tally = tallyValues(sample);
  const held = tally.rows - tally.empty;
  const digits = (value: string): string => value.replace(/[.\s-]/gu, '');
  let words = 0;
  for (const [value, count] of tally.counts) words += value.split(/\s+/u).length * count;
  const made = {
    distinct: held === 0 ? 0 : tally.counts.size / held,
    different: tally.counts.size,
    filled: tally.rows === 0 ? 0 : held / tally.rows,
    numbers: shareOf(tally, (value) => /^-?\d+(?:[.,]\d+)?$/u.test(value)),
    personNames: shareOf(tally, isPersonName),
    papers: shareOf(tally, (value) => /^\d{8,13}$/u.test(digits(value))),
    phones: shareOf(tally, (value) => /^(?:0|84|\+84)?[1-9]\d{7,9}$/u.test(digits(value))),
    money: shareOf(tally, (value) => money.decode([value]).value !== null),
    procedureCodes: shareOf(tally, (value) => PROCEDURE.test(value)),
    guids: shareOf(tally, (value) => GUID.test(value)),
    codes: shareOf(tally, (value) => CODE.test(value)),
    words: held === 0 ? 0 : words / held,
  };
  shapes.set(sample, made);
  return made;
}

const GUID = /^\{?[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\}?$/iu;

const CODE = /^(?=.*\d)[\p{Lu}\d][\p{Lu}\d ._/-]{0,19}$/u;

/** Of national lists of procedures. */
export const PROCEDURE =
  /^[1-9]\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}(?:\.\d+)?)?$|^[TB]-[A-Z]{3}-\d{6}(?:-TT)?$/u;

function isPersonName(value: string): boolean {
  const text = texts.decode([value]).value ?? '';
  const parts = text.split(/\s+/u);
  if (parts.length < 2 || parts.length > 7 || /\d/u.test(text)) return false;
  return (
    parts.every((part) => /^\p{Lu}/u.test(part)) ||
    parts.every((part) => part === part.toLowerCase())
  );
}
