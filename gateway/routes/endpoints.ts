import type { Answering } from '../../service/graphql/answering.ts';
import { type BatchLimits, withBatches } from '../../service/graphql/batch.ts';
import { createGraphqlHandler } from '../../service/graphql/graphql-handler.ts';
import { type CorsPolicy, withCors } from '../../service/http/entry/cors.ts';
import type { Handler } from '../../service/http/http-service.ts';
import { withRequestSpans } from '../../service/telemetry/tracing/spans.ts';
import type { BreakGlass } from '../access/break-glass/break-glass.ts';
import { withCaching } from '../cache-policy.ts';
import type { ServingConfig } from '../config.ts';
import { createExport, type ExportOptions } from '../export/export.ts';
import { withPage } from './pages.ts';
import { PATHS } from './paths.ts';
import type { Serving } from './serving.ts';

export interface EndpointParts extends Pick<BatchLimits, 'onFurther'> {
  readonly serving: Serving;
  /** Answers operations whose documents may be asked for. */
  readonly answering: Answering;
  /** An export's document is admitted once, whatever pages are then asked of it. */
  readonly exporting: Pick<ExportOptions, 'answering' | 'admitDocument' | 'schema'>;
  /** Absent: nobody may break it. */
  readonly glass: BreakGlass | undefined;
  /** What is shown to whoever opens the graph's address in a browser. */
  readonly explorer: Handler | undefined;
  readonly cors: CorsPolicy;
}

const COMPRESS_ABOVE_BYTES = 1024;

/** What programs ask over HTTP: the graph, files of its lists, and rights for one record. */
export function createEndpoints(
  config: ServingConfig,
  { serving, answering, exporting, glass, explorer, cors, onFurther }: EndpointParts,
): Readonly<Record<string, Handler>> {
  const handled = { ...serving, compressAboveBytes: COMPRESS_ABOVE_BYTES };
  const graph = createGraphqlHandler({
    ...handled,
    answering: withBatches(withCaching(answering, config.forwardHeaders), {
      ...config,
      ...(onFurther && { onFurther }),
    }),
  });
  const files = createExport({ ...serving, ...exporting, maxTokens: config.maxTokens });
  return {
    [PATHS.graph]: withCors(withPage(explorer, withRequestSpans(PATHS.graph, graph)), cors),
    [PATHS.export]: withCors(withRequestSpans(PATHS.export, files), cors),
    ...(glass && {
      [PATHS.breakGlass]: withCors(
        createGraphqlHandler({ ...handled, answering: glass.answering }),
        cors,
      ),
    }),
  };
}
