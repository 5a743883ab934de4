import { cut } from './wrapping.ts';
import { type Colours, type Drawing, FONT, type Look } from './look.ts';

/** What pictures have in common; tooltips are drawn, since the page lets no style in that stands in text. */
export function base({ colours, narrow }: Look): Drawing {
  return {
    animationDuration: 300,
    textStyle: { fontFamily: FONT, color: colours.text, fontSize: narrow ? 11 : 12 },
    tooltip: {
      renderMode: 'richText',
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      confine: true,
      backgroundColor: colours.background,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontFamily: FONT, fontSize: 12 },
    },
    legend: {
      top: 0,
      left: 0,
      itemWidth: 14,
      itemHeight: 10,
      textStyle: { color: colours.text, fontFamily: FONT },
      inactiveColor: colours.faint,
    },
    grid: {
      top: narrow ? 54 : 40,
      left: 8,
      right: narrow ? 12 : 24,
      bottom: 8,
      outerBoundsMode: 'same',
    },
  };
}

/** An axis of categories, such as months. */
export function categories(names: readonly string[], { colours }: Look) {
  return {
    type: 'category' as const,
    data: [...names],
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colours.line } },
    axisLabel: { color: colours.text, fontFamily: FONT },
  };
}

/** As much of a picture's width as names beside its bars may take, in lines of that width. */
const NAMES = { wide: { share: 0.36, lines: 1 }, narrow: { share: 0.44, lines: 2 } } as const;
const LETTER_WIDTH = 6.9;
const LINE_HEIGHT = 13;

/** How high a row of such an axis has to be. */
export function rowHeight({ narrow }: Look): number {
  return narrow ? 36 : 30;
}

/** An axis of names that stand beside bars, the first above; each is there, as far as there is room for it. */
export function labelled(names: readonly string[], look: Look) {
  const axis = categories(names, look);
  const { share, lines } = NAMES[look.narrow ? 'narrow' : 'wide'];
  const letters = Math.floor((look.width * share) / LETTER_WIDTH);
  return {
    ...axis,
    inverse: true,
    axisLabel: {
      ...axis.axisLabel,
      lineHeight: LINE_HEIGHT,
      interval: 0,
      formatter: (name: string) => cut(name, letters, lines),
    },
  };
}

/** An axis of values. */
export function values(write: (value: number) => string, colours: Colours) {
  return {
    type: 'value' as const,
    axisLabel: { color: colours.faint, fontFamily: FONT, formatter: write, hideOverlap: true },
    splitLine: { lineStyle: { color: colours.line } },
    splitNumber: 4,
  };
}
