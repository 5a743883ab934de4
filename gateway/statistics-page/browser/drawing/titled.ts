import type { Option } from './option.ts';
import { type Colours, type Drawing, FONT } from './look.ts';
import { wrap } from './wrapping.ts';

/** What stands above a picture, in its own canvas: whoever passes it on passes this on too. */
export interface Above {
  readonly title?: string;
  readonly lines: readonly string[];
  /** What it lacks. */
  readonly warnings: readonly string[];
}

const TITLE_HEIGHT = 36;
const LINE_HEIGHT = 18;
const LETTER_WIDTH = 7.4;

/** The same picture with what is to stand above it, so many pixels further down. */
export function withAbove(
  drawing: Drawing,
  { title, lines, warnings }: Above,
  { colours, width }: { readonly colours: Colours; readonly width: number },
): { readonly option: Option; readonly added: number } {
  const letters = Math.floor(width / LETTER_WIDTH);
  const wrapped = (text: readonly string[]): readonly string[] =>
    text.flatMap((line) => wrap(line, letters));
  const [said, warned] = [wrapped(lines), wrapped(warnings)];
  const head = title === undefined ? 0 : TITLE_HEIGHT;
  const added =
    head + LINE_HEIGHT * (said.length + warned.length) + (said.length + warned.length > 0 ? 8 : 0);
  if (added === 0) return { option: drawing, added };
  const style = (color: string) => ({
    color,
    fontFamily: FONT,
    fontSize: 12,
    lineHeight: LINE_HEIGHT,
  });
  const option: Option = {
    ...drawing,
    title: [
      {
        left: 0,
        top: 0,
        padding: 0,
        itemGap: 8,
        text: title ?? '',
        textStyle: { color: colours.text, fontFamily: FONT, fontSize: 18, lineHeight: 28 },
      },
      {
        left: 0,
        top: head,
        padding: 0,
        text: said.join('\n'),
        textStyle: { ...style(colours.faint), fontWeight: 'normal' },
      },
      {
        left: 0,
        top: head + LINE_HEIGHT * said.length,
        padding: 0,
        text: warned.join('\n'),
        textStyle: { ...style(colours.bad), fontWeight: 'bold' },
      },
    ],
    legend: { ...drawing.legend, top: added },
    grid: { ...drawing.grid, top: drawing.grid.top + added },
  };
  return { option, added };
}
