/** Colours are `#1b6ca8`. */

/** The colour so far on the way from one to another, from 0 to 1. */
function mixed(from: string, to: string, way: number): readonly number[] {
  const [start, end] = [channels(from), channels(to)];
  return start.map((channel, place) => channel + ((end[place] ?? channel) - channel) * way);
}

/** Of some colours the one that is read best upon what lies so far on the way from one to another. */
export function readableOn(
  from: string,
  to: string,
  way: number,
  offered: readonly string[],
): string {
  const ground = luminance(mixed(from, to, way));
  const contrast = (colour: string): number => {
    const [darker = 0, lighter = 0] = [ground, luminance(channels(colour))].sort(
      (one, other) => one - other,
    );
    return (lighter + 0.05) / (darker + 0.05);
  };
  return [...offered].sort((one, other) => contrast(other) - contrast(one))[0] ?? '';
}

function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255);
}

/** Relative luminance, as WCAG 2 has it. */
function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((channel) =>
    channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
