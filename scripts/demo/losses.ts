/** Every way in which an office's database says less than the truth, or something else. */
export const LOSSES = {
  TIME_OF_DAY: 'The column keeps the day alone.',
  NOT_KEPT: 'The office has no column for it.',
  TEXT_LOSSY: 'Letters became question marks where text went through a code page without them.',
  TWO_READINGS: 'Hồng in VNI is spelled like Hoàng in Unicode, and both are Vietnamese.',
  CAPITAL_WITHOUT_CODE:
    'TCVN3 has no code for a capital with a tone; a font drew the small letter.',
  SOFT_HYPHEN_DROPPED: 'ư is the soft hyphen in TCVN3, and a tool that moved the rows dropped it.',
  DATE_IMPOSSIBLE: 'A day that no calendar has, such as 31/02, stands in the column.',
  DATE_SWAPPED_UNSEEN: 'Day and month changed places in an import, and both readings are days.',
  STATUS_CODE_UNKNOWN: 'The office uses a state that no list explains.',
  PROCEDURE_CODE_UNKNOWN: 'The office’s code for the procedure is on no list.',
  ISSUER_CODE_UNKNOWN: 'The office’s code for the deciding agency is on no list.',
  KIND_COARSER: 'The office tells fewer kinds of applicants apart.',
  CHANNEL_COARSER: 'The office tells fewer channels apart.',
  NUMBER_AS_TYPED: 'The decision’s number was typed with other blanks, dashes or capitals.',
  ZERO_LOST_UNSEEN: 'A number column dropped a leading zero, and what is left has a valid length.',
  IDENTIFIER_MISTYPED: 'The identifier has a number of digits that none has.',
  JSON_BROKEN: 'The JSON around the value was written by hand and is none.',
  HALF_DAY_ROUNDED: 'The time limit is kept in whole days.',
  CLOCK_SKEW: 'The step was stamped by a clock that runs ahead.',
  MONEY_UNREADABLE: 'Words stand where the amount should.',
  ROW_MISSING: 'The row was never written down, or hangs under a number that no longer exists.',
} as const;

type LossName = keyof typeof LOSSES;

export type FieldValue = string | number | boolean;

/** Canonical values by path, such as `receivedAt` or `steps.0.dueAt`; what is null is left out. */
export type Fields = Readonly<Record<string, FieldValue>>;

/** One field in which the graph must answer something else than the truth: nothing, or what the office made of it. */
export interface Loss {
  readonly field: string;
  readonly name: LossName;
  readonly answer: FieldValue | null;
}

/** Takes down what an office loses while it writes one dossier. */
export interface LossBook {
  /** A later loss of the same field overrules an earlier one. */
  lose(field: string, name: LossName, answer: FieldValue | null): void;
  /** Loses every field whose path begins so. */
  loseAll(prefix: string, name: LossName): void;
  readonly losses: readonly Loss[];
}

/** A book over the true fields; what the office would answer rightly by chance is no loss. */
export function openLossBook(truth: Fields): LossBook {
  const byField = new Map<string, Loss>();
  const lose: LossBook['lose'] = (field, name, answer) => {
    byField.set(field, { field, name, answer });
  };
  return {
    lose,
    loseAll(prefix, name) {
      for (const field of Object.keys(truth)) if (field.startsWith(prefix)) lose(field, name, null);
    },
    get losses() {
      return [...byField.values()].filter(({ field, answer }) => answer !== (truth[field] ?? null));
    },
  };
}

/** What the graph must answer: the truth but for the losses. */
export function answerOf(truth: Fields, losses: readonly Loss[]): Fields {
  const lost = new Map(losses.map(({ field, answer }) => [field, answer]));
  const kept = Object.entries(truth).filter(([field]) => !lost.has(field));
  const replaced = [...lost].flatMap(([field, answer]) =>
    answer === null ? [] : [[field, answer] as const],
  );
  return Object.fromEntries([...kept, ...replaced]);
}
