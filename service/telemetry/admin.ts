import cluster from 'node:cluster';
import { startHttpService, type HttpService } from '../http/http-service.ts';
import type { Log } from '../log.ts';
import { watchActivity } from './activity.ts';
import type { MetricsText } from './figures-of-workers.ts';
import { logSlowStatements } from './slow-log.ts';
import type { SourceReport } from './source-report.ts';
import { statusPage } from './status-page.ts';

export interface AdminOptions {
  readonly adminHost: string;
  /** Absent: no port is opened, and nothing is counted. */
  readonly adminPort?: number | undefined;
  /** Statements that take longer stand in the log. */
  readonly slowStatementMs: number;
  /** The sources that this process reads. */
  readonly sources: () => readonly SourceReport[];
  readonly log: Log;
}

/**
 * What tells whoever runs this process how it does, apart from what clients reach: `/metrics`, and how sources do at `/`. One of
 * several processes opens no port: the first asks it for what it has counted.
 */
export async function openAdmin(options: AdminOptions): Promise<Pick<HttpService, 'close'>> {
  const { adminPort, slowStatementMs, sources, log } = options;
  const endSlowLog = logSlowStatements(log, slowStatementMs);
  if (adminPort === undefined) {
    return {
      close() {
        endSlowLog();
        return Promise.resolve();
      },
    };
  }
  // Loaded only where somebody wants figures.
  const { createMetrics } = await import('./metrics.ts');
  const metrics = createMetrics(sources);
  const http = cluster.isWorker ? undefined : await serveFigures(options, metrics);
  return {
    async close() {
      await http?.close();
      metrics.close();
      endSlowLog();
    },
  };
}

/** The same for the processes that this one has begun, all together. */
export async function openAdminOfWorkers(
  options: AdminOptions,
): Promise<Pick<HttpService, 'close'>> {
  if (options.adminPort === undefined) return { close: () => Promise.resolve() };
  const { metricsOfWorkers } = await import('./figures-of-workers.ts');
  return serveFigures(options, metricsOfWorkers(options.log));
}

async function serveFigures(
  { adminHost: host, adminPort: port = 0, sources, log }: AdminOptions,
  metrics: MetricsText,
): Promise<Pick<HttpService, 'close'>> {
  const activity = watchActivity();
  const http = await startHttpService({
    host,
    port,
    drainMs: 1_000,
    isReady: () => true,
    log,
    routes: {
      '/': (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.end(statusPage(sources(), (source) => activity.of(source)));
      },
      '/metrics': async (_request, response) => {
        const text = await metrics.text();
        response.writeHead(200, { 'content-type': metrics.contentType }).end(text);
      },
    },
  });
  log.info({ url: http.url }, 'figures are served');
  return {
    async close() {
      await http.close();
      activity.close();
    },
  };
}
