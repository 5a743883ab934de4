import type { Handler } from '../../service/http/http-service.ts';
import { addressesIn, assetRoutes, whenAsked } from '../pages/assets.ts';
import { sendPage } from '../pages/html.ts';
import { FILES, loadBundle } from './bundle.ts';
import { pageHtml, type PageOptions } from './page.ts';

/** The page's script may load and ask only where it came from, and nothing stands in the page that could run or style. */
const POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `connect-src 'self'`,
  `img-src 'self' data:`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
];

const PAGE = '/statistics';
const FOLDER = `${PAGE}/`;

/**
 * The page of statistics: at `/statistics`, its files below. It holds no data: its script asks the graph as whoever looks at it,
 * with the rights of that one.
 */
export function createStatisticsPage(options: PageOptions): Readonly<Record<string, Handler>> {
  const bundle = whenAsked(loadBundle);
  return {
    [PAGE]: async (_request, response) => {
      const file = addressesIn(FOLDER, await bundle());
      sendPage(response, POLICY, pageHtml(options, file));
    },
    ...assetRoutes(FOLDER, FILES, bundle),
  };
}
