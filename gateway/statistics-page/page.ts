import { dataText, ICON } from '../pages/html.ts';

export interface PageOptions {
  readonly title: string;
  /** Where the graph is asked. */
  readonly endpoint: string;
  /** Where the explorer is, if there is one. */
  readonly explorer?: string | undefined;
  /** People whom one may act as, where the explorer has their tokens: in the demo alone. */
  readonly actors?: readonly string[] | undefined;
}

/** The page itself: what its script is to know, and nothing else that is not the script's. */
export function pageHtml({ title, ...known }: PageOptions, file: (name: string) => string): string {
  const options = { ...known, charting: file('charting.js'), licences: file('licences.txt') };
  return `<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title}</title>
    <link rel="icon" href="${ICON}" />
    <link rel="stylesheet" href="${file('page.css')}" />
    <script id="options" type="application/json">${dataText(options)}</script>
    <script type="module" src="${file('main.js')}"></script>
    <link rel="modulepreload" href="${file('charting.js')}" />
  </head>
  <body>
    <noscript>Trang này cần JavaScript. This page needs JavaScript. The graph itself is at ${known.endpoint}.</noscript>
  </body>
</html>
`;
}
