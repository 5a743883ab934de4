/** Whether DuckDB says by this error that a file does not hold what it should, or is of a later version. */
export function saysBroken(error: unknown): boolean {
  const said = (error as Partial<Error> | null)?.message ?? '';
  return /Corrupt database|Could not read enough bytes|checksum|not a valid DuckDB|database file with version number|^Serialization Error|^Catalog Error: Table/u.test(
    said,
  );
}

/** `Binder Error`, say: what DuckDB says behind it may quote values of rows and filters. */
export function kindOf(error: unknown): string | undefined {
  return error instanceof Error ? /^[A-Z][\w ]* Error/u.exec(error.message)?.[0] : undefined;
}
