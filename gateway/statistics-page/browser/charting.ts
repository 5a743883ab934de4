import { BarChart, HeatmapChart, LineChart } from 'echarts/charts';
import {
  GridComponent,
  LegendComponent,
  TitleComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { Option } from './drawing/option.ts';

use([
  BarChart,
  HeatmapChart,
  LineChart,
  GridComponent,
  LegendComponent,
  TitleComponent,
  TooltipComponent,
  VisualMapComponent,
  CanvasRenderer,
]);

export type { ECharts };

/** Draws into an element, in the place of what was drawn there. */
export function draw(into: HTMLElement, option: Option, before?: ECharts): ECharts {
  const chart = before ?? init(into, null, { renderer: 'canvas' });
  chart.resize();
  chart.setOption(option, { notMerge: true });
  return chart;
}

const RATIO = 2;
const MARGIN = 24;

/** A picture of its own with a margin; width and height without it in CSS pixels, each of them drawn as two by two. */
export async function pictureOf(
  option: Option,
  { width, height, background }: { width: number; height: number; background: string },
): Promise<Blob> {
  const chart = init(document.createElement('div'), null, {
    renderer: 'canvas',
    width,
    height,
    devicePixelRatio: RATIO,
  });
  try {
    chart.setOption({ ...option, animation: false, backgroundColor: background });
    const drawn = chart.renderToCanvas({ pixelRatio: RATIO });
    const canvas = document.createElement('canvas');
    canvas.width = drawn.width + 2 * MARGIN * RATIO;
    canvas.height = drawn.height + 2 * MARGIN * RATIO;
    const sheet = canvas.getContext('2d');
    if (sheet) {
      sheet.fillStyle = background;
      sheet.fillRect(0, 0, canvas.width, canvas.height);
      sheet.drawImage(drawn, MARGIN * RATIO, MARGIN * RATIO);
    }
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob) resolve(blob);
        else reject(new Error('The browser makes no picture of the canvas.'));
      }, 'image/png');
    });
  } finally {
    chart.dispose();
  }
}
