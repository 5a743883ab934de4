/**
 * A column's value as every dialect hands it over. Dates, decimals and 64-bit integers always come as text
 * (local time, full precision): a JavaScript Date or number would lose digits that a cursor needs.
 */
export type RawValue = string | number | boolean | Uint8Array | null;

/** The selected columns of one row, in the order they were selected. */
export type RawRow = readonly RawValue[];
