/** The national short code of a procedure from its full one (`1.000123.000.00.00.H12`); every other code as it is. */
export function procedureCodeOf(code: string): string {
  return /^(\d\.\d{6})\.000\.00\.00\.[A-Z]\d{2}(\.\d{2})?$/u.exec(code.trim())?.[1] ?? code.trim();
}

/**
 * An agency's identifier in the form of QĐ 20/2020, large to small; that of QCVN 102:2016, small to large, is turned round
 * and loses its parts of zeros: `000.00.03.H12` is `H12.03`.
 */
export function agencyCodeOf(identifier: string): string {
  const match = /^(\d{3})\.(\d{2})\.(\d{2})\.([A-Z]\d{2})$/u.exec(identifier.trim().toUpperCase());
  if (match === null) return identifier.trim();
  const [, smallest = '', small = '', middle = '', large = ''] = match;
  return [large, middle, small, smallest].filter((part) => !/^0+$/u.test(part)).join('.');
}
