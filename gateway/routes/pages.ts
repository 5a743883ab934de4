import type { Handler } from '../../service/http/http-service.ts';
import type { Authenticate } from '../access/authentication.ts';
import type { AllowanceOf } from '../asking/allowances.ts';
import { forExplorers } from '../asking/for-explorers.ts';
import type { Actors } from '../explorer/actors.ts';
import { createExplorer } from '../explorer/explorer.ts';
import { createStatisticsPage } from '../statistics-page/statistics-page.ts';
import { PATHS } from './paths.ts';

export interface PagesOptions {
  /** The explorer is for those who may ask for the schema. */
  readonly introspection: boolean;
  /** Queries for the explorer to open with. */
  readonly examples?: readonly string[];
  /** People whom one may act as in the explorer; of the demo alone. */
  readonly actors?: Actors | undefined;
  readonly authenticate?: Authenticate | undefined;
  readonly allowanceOf: AllowanceOf;
}

export interface Pages {
  readonly routes: Readonly<Record<string, Handler>>;
  /** The explorer's page, where there is one. */
  readonly explorer: Handler | undefined;
}

const TITLE = 'Motcua Graph';

/** What is opened in a browser: the explorer and the page of statistics. */
export function createPages(options: PagesOptions): Pages {
  const { introspection, examples = [], actors, authenticate, allowanceOf } = options;
  const shown = { title: TITLE, endpoint: PATHS.graph };
  const files = introspection
    ? createExplorer({ ...shown, examples, ...(actors && { actors }) })
    : undefined;
  const page = files?.[PATHS.explorer];
  const explorer = page && forExplorers(page, authenticate, allowanceOf);
  return {
    explorer,
    routes: {
      ...files,
      ...(explorer && { [PATHS.explorer]: explorer }),
      ...createStatisticsPage({
        ...shown,
        ...(files && { explorer: PATHS.explorer, actors: actors?.names }),
      }),
    },
  };
}

/** Shows whoever opens the graph's address in a browser the explorer, where there is one; what asks for something is answered. */
export function withPage(page: Handler | undefined, handler: Handler): Handler {
  if (page === undefined) return handler;
  return (request, response) => {
    const { method, url = '', headers } = request;
    const opens = method === 'GET' && headers.accept?.includes('text/html') === true;
    return opens && !/[?&](?:query|extensions)=/u.test(url)
      ? page(request, response)
      : handler(request, response);
  };
}
