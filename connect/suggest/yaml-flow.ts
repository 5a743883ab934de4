/** A value as YAML writes it on one line. */
export type Flow = string;

/** Text, lists and blocks on one line; what YAML would take for something else stands in quotes. */
export function flow(value: unknown): Flow {
  if (value === null) return 'null';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object')
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${scalar(key)}: ${flow(inner)}`)
      .join(', ')} }`;
  return typeof value === 'string' ? scalar(value) : 'null';
}

/** Letters, digits and signs that mean nothing to YAML within brackets. */
const BARE = /^[\p{L}_$][\p{L}\p{N}_$./-]*(?: [\p{L}\p{N}_$./-]+)*$/u;
const WORDS = /^(?:null|true|false|yes|no|on|off|y|n|~)$/iu;

function scalar(text: string): Flow {
  if (text.startsWith('\u0000') || (BARE.test(text) && !WORDS.test(text))) return text;
  // A variable and what nobody sees need double quotes.
  return /[\p{Cc}]/u.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}
