import type { Language } from './faults.ts';

/** Programs send no language: they get the one the logs are in. */
const FALLBACK: Language = 'en';

/** The language a client wants its messages in, by its `accept-language` header (RFC 9110 §12.5.4). */
export function readLanguage(header: string | undefined): Language {
  if (header === undefined) return FALLBACK;
  let best: Language | undefined;
  let bestWeight = 0;
  for (const part of header.split(',')) {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
    const primary = range.split('-')[0];
    if (primary !== 'vi' && primary !== 'en') continue;
    const weight = weightIn(parameters);
    if (weight > bestWeight) {
      best = primary;
      bestWeight = weight;
    }
  }
  return best ?? FALLBACK;
}

function weightIn(parameters: readonly string[]): number {
  const quality = parameters.map((parameter) => parameter.trim()).find((p) => p.startsWith('q='));
  if (quality === undefined) return 1;
  const weight = Number(quality.slice(2));
  return Number.isFinite(weight) ? weight : 0;
}
