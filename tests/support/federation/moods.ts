import { numberOf } from './random/random.ts';

/** How subgraphs behave: which values are null, and which fail. */
export interface Moods {
  /** Whether a field of an object is null. */
  readonly isNull: (coordinate: string, id: string) => boolean;
  /** Whether a field of an object fails. */
  readonly fails: (coordinate: string, id: string) => boolean;
}

const SELDOM = 0.08;

export const CALM: Moods = { isNull: () => false, fails: () => false };

const NULLS: Moods = {
  isNull: (coordinate, id) => numberOf(`${coordinate} ${id} null`) < SELDOM,
  fails: () => false,
};

const NULLS_AND_ERRORS: Moods = {
  ...NULLS,
  fails: (coordinate, id) => numberOf(`${coordinate} ${id} fails`) < SELDOM,
};

/** The moods by what subgraphs do in them. */
export const MOODS: Readonly<Record<string, Moods>> = {
  'answer all they are asked': CALM,
  'answer nulls': NULLS,
  'answer nulls and errors': NULLS_AND_ERRORS,
};
