/** Whether DuckDB says by this error that a file does not hold what it should. */
export function saysBroken(error: unknown): boolean {
  const said = (error as Partial<Error> | null)?.message ?? '';
  return /Corrupt database|Could not read enough bytes|checksum|not a valid DuckDB|^Serialization Error/u.test(
    said,
  );
}
