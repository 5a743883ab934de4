import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { ExportResultCode, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPExporterBase } from '@opentelemetry/otlp-exporter-base';
import { createOtlpHttpExportDelegate } from '@opentelemetry/otlp-exporter-base/node-http';
import { JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { Resource } from '@opentelemetry/resources';
import {
  AlwaysOnSampler,
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  type ReadableSpan,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import type { Log } from '../../log.ts';
import type { TracingOptions } from './settings.ts';
import type { Tracer } from './spans.ts';

/** Spans that wait to be sent: with more, further ones are dropped, for a request waits for no trace. */
const BATCHES = { maxQueueSize: 8_192, maxExportBatchSize: 512, scheduledDelayMillis: 1_000 };
const EXPORT = { timeoutMillis: 5_000, concurrencyLimit: 4 };
/** How long the last ones may take to leave when the process ends. */
const FLUSH_MS = 2_000;

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT } as const;

/** Makes spans and sends them. Nothing global is registered: what else in this process knows OpenTelemetry stays as it is. */
export function createTracer(options: TracingOptions & { readonly endpoint: string }): {
  readonly tracer: Tracer;
  readonly flush: () => Promise<void>;
} {
  const { service, entry, traceShare, log } = options;
  const share = new TraceIdRatioBasedSampler(traceShare);
  const provider = new BasicTracerProvider({
    resource: new Resource({ 'service.name': service, 'service.namespace': 'motcua-graph' }),
    sampler: new ParentBasedSampler({
      root: share,
      remoteParentSampled: entry ? share : new AlwaysOnSampler(),
    }),
    spanProcessors: [new BatchSpanProcessor(createExporter(options, log), BATCHES)],
  });
  const otel = provider.getTracer('motcua-graph');
  const contexts = new AsyncLocalStorage<Context>();
  const w3c = new W3CTraceContextPropagator();
  const spanUnderWay = () => {
    const context = contexts.getStore();
    return context === undefined ? undefined : trace.getSpan(context);
  };

  const tracer: Tracer = {
    get underWay() {
      return contexts.getStore() !== undefined;
    },
    async within({ name, kind, attributes }, work, incoming) {
      const parent =
        incoming === undefined
          ? (contexts.getStore() ?? ROOT_CONTEXT)
          : w3c.extract(ROOT_CONTEXT, incoming, defaultTextMapGetter);
      const span = otel.startSpan(name, { kind: KINDS[kind], attributes }, parent);
      try {
        return await contexts.run(trace.setSpan(parent, span), work);
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    },
    tell(attributes) {
      const span = spanUnderWay();
      span?.setAttributes(attributes);
      if (attributes['error.type'] !== undefined) span?.setStatus({ code: SpanStatusCode.ERROR });
    },
    headers() {
      const carried: Record<string, string> = {};
      w3c.inject(contexts.getStore() ?? ROOT_CONTEXT, carried, defaultTextMapSetter);
      return carried;
    },
    traceId: () => spanUnderWay()?.spanContext().traceId,
  };
  return {
    tracer,
    async flush() {
      await Promise.race([provider.shutdown(), sleep(FLUSH_MS, undefined, { ref: false })]);
    },
  };
}

/** Sends spans to the collector, and says in the log where it does not take them. */
function createExporter(
  { endpoint, otlpProtocol, otlpHeaders }: TracingOptions & { readonly endpoint: string },
  log: Log,
) {
  const json = otlpProtocol === 'http/json';
  const exporter = new OTLPExporterBase<ReadableSpan[]>(
    createOtlpHttpExportDelegate(
      {
        ...EXPORT,
        url: `${endpoint.replace(/\/+$/u, '')}/v1/traces`,
        headers: () => ({
          ...otlpHeaders,
          'content-type': json ? 'application/json' : 'application/x-protobuf',
        }),
        compression: 'none',
        agentOptions: { keepAlive: true },
      },
      json ? JsonTraceSerializer : ProtobufTraceSerializer,
    ),
  );
  return {
    export(spans: ReadableSpan[], done: Parameters<typeof exporter.export>[1]) {
      exporter.export(spans, (result) => {
        if (result.code === ExportResultCode.FAILED)
          log.warn({ spans: spans.length, err: result.error }, 'traces were not taken');
        // Said already; the SDK would say it again in its own way.
        done({ code: ExportResultCode.SUCCESS });
      });
    },
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}
