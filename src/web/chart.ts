import type { EChartsCoreOption } from 'echarts/core';

/** The fonts of the pages, set by the reader's own machine; without quotes, which the drawing does not escape. */
const CHART_FONT = 'Microsoft YaHei, PingFang SC, Noto Sans CJK SC, sans-serif';

export interface Chart {
  width: number;
  height: number;
  option: EChartsCoreOption;
}

/** ECharts is large and few requests want a picture: it is read when the first one does. */
let drawing: Promise<typeof import('echarts/core')> | null = null;

async function loadCharts(): Promise<typeof import('echarts/core')> {
  const [core, charts, components, renderers] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  core.use([
    ...[charts.TreeChart, charts.LineChart, charts.HeatmapChart, charts.BarChart],
    ...[components.GridComponent, components.LegendComponent, components.VisualMapComponent],
    ...[components.MarkLineComponent, renderers.SVGRenderer],
  ]);
  return core;
}

/** Draws a chart as the text of an SVG; names in it are escaped by the library. */
export async function drawChart({ width, height, option }: Chart): Promise<string> {
  drawing ??= loadCharts();
  const { init } = await drawing;
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    canvas.setOption({ animation: false, textStyle: { fontFamily: CHART_FONT }, ...option });
    return canvas.renderToSVGString();
  } finally {
    canvas.dispose();
  }
}
