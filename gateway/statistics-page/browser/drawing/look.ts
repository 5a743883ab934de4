import type {
  GridComponentOption,
  LegendComponentOption,
  TooltipComponentOption,
} from 'echarts/components';
import type { Option } from './option.ts';

/** Fonts that have all letters of Vietnamese, wherever the page is read. */
export const FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';

/** How a picture is to look where it is drawn. */
export interface Look {
  readonly colours: Colours;
  /** Whether there is no more room than on a phone. */
  readonly narrow: boolean;
  /** In CSS pixels. */
  readonly width: number;
}

export interface Colours {
  readonly text: string;
  readonly faint: string;
  readonly line: string;
  readonly background: string;
  /** Of what is good or counts most, and of what goes with it. */
  readonly first: string;
  readonly second: string;
  /** What stands upon the first, and upon the second. */
  readonly onFirst: string;
  readonly onSecond: string;
  readonly bad: string;
  readonly worse: string;
  /** Of what is neither: not done yet. */
  readonly open: string;
  /** Of what is not there. */
  readonly lacking: string;
  /** The least of a scale, and what stands upon its ends. */
  readonly lowest: string;
  readonly lowestBad: string;
  readonly onLowest: string;
  readonly onHighest: string;
}

/** A picture that begins at its upper edge: with its legend, then its grid. */
export interface Drawing extends Option {
  readonly tooltip: TooltipComponentOption;
  readonly legend: LegendComponentOption;
  readonly grid: GridComponentOption & { readonly top: number };
}
