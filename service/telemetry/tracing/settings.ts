import { z } from 'zod';
import type { Log } from '../../log.ts';

/** Where traces go. The variables are those of OpenTelemetry, with its meanings and defaults. */
export const tracingSettings = {
  otlpEndpoint: z
    .string()
    .regex(/^https?:\/\/\S+$/)
    .optional()
    .meta({
      flag: 'otlp-endpoint',
      env: 'OTEL_EXPORTER_OTLP_ENDPOINT',
      give: 'a URL such as http://127.0.0.1:4318',
      about:
        'collector to which traces are sent by OTLP over HTTP, /v1/traces below it; none, and nothing is traced, if not given',
    }),
  otlpProtocol: z.enum(['http/protobuf', 'http/json']).default('http/protobuf').meta({
    env: 'OTEL_EXPORTER_OTLP_PROTOCOL',
    give: 'http/protobuf or http/json',
    about: 'form in which they are sent',
  }),
  otlpHeaders: z
    .string()
    .default('')
    .transform((list) => list.split(',').filter((entry) => entry.trim() !== ''))
    .pipe(z.array(z.string().regex(/^\s*[!#$%&'*+.^_`|~\w-]+\s*=(?:[^%]|%[\da-f]{2})*$/iu)))
    .transform((entries) =>
      Object.fromEntries(
        entries.map((entry) => {
          const at = entry.indexOf('=');
          return [entry.slice(0, at).trim(), decodeURIComponent(entry.slice(at + 1).trim())];
        }),
      ),
    )
    .meta({
      env: 'OTEL_EXPORTER_OTLP_HEADERS',
      give: 'name=value pairs, separated by commas, values with % as in URLs',
      about: 'headers by which the collector knows us',
      secret: true,
    }),
  traceShare: z.coerce.number().min(0).max(1).default(1).meta({
    flag: 'trace-share',
    env: 'OTEL_TRACES_SAMPLER_ARG',
    give: 'a number from 0 to 1',
    about: 'share of the requests that are traced, the same in every process',
  }),
};

type TracingSettings = Readonly<z.output<z.ZodObject<typeof tracingSettings>>>;

export interface TracingOptions extends TracingSettings {
  /** What this process is called in traces. */
  readonly service: string;
  /** Whether its requests come from strangers, who have no say in how much is traced. */
  readonly entry: boolean;
  readonly log: Log;
}
