/** An object of an answer under construction: internal field names to values. */
export type Data = Record<string, unknown>;

/** Keys of the client's answer and list indices. */
export type Path = readonly (string | number)[];

export function isObject(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
