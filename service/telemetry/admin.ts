import { startHttpService, type HttpService } from '../http/http-service.ts';
import type { Log } from '../log.ts';
import { watchActivity } from './activity.ts';
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

/** What tells whoever runs this process how it does, apart from what clients reach: `/metrics`, and how sources do at `/`. */
export async function openAdmin(options: AdminOptions): Promise<Pick<HttpService, 'close'>> {
  const { adminHost: host, adminPort: port, slowStatementMs, sources, log } = options;
  const endSlowLog = logSlowStatements(log, slowStatementMs);
  if (port === undefined) {
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
      metrics.close();
      activity.close();
      endSlowLog();
    },
  };
}
