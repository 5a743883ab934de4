import type { TracingOptions } from './settings.ts';
import { useTracer } from './spans.ts';

/** Traces what this process does, where a collector is given; otherwise nothing is loaded, made or sent. */
export async function openTracing(options: TracingOptions): Promise<{ close(): Promise<void> }> {
  const { otlpEndpoint: endpoint, log } = options;
  if (endpoint === undefined) return { close: () => Promise.resolve() };
  const { createTracer } = await import('./otlp-tracer.ts');
  const { tracer, flush } = createTracer({ ...options, endpoint });
  const stop = useTracer(tracer);
  log.info({ traceShare: options.traceShare }, 'traces are sent');
  return {
    close() {
      stop();
      return flush();
    },
  };
}
