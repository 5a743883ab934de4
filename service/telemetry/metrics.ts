import cluster from 'node:cluster';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import {
  breakers,
  fetches,
  overreadings,
  plans,
  requests,
  statements,
  subscriptionEvents,
  subscriptions,
  untrustedDocuments,
} from './events.ts';
import { answerFirst, type MetricsText } from './figures-of-workers.ts';
import type { SourceReport } from './source-report.ts';

/** What has been counted since the process began. */
export interface Metrics extends MetricsText {
  close(): void;
}

/** Clients name operations as they like: further names count together. */
const MOST_OPERATIONS = 100;
const OTHER = 'other';
const UNNAMED = 'unnamed';

/** Seconds; a fetch or a statement of a busy hour lies between. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Counts from now on. */
export function createMetrics(sources: () => readonly SourceReport[]): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `motcua_${name}`, help, labelNames, registers });
  const seconds = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Histogram({ name: `motcua_${name}`, help, labelNames, buckets: BUCKETS, registers });
  // Of several processes, the one that does worst, or all together.
  const gauge = <Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    aggregator: 'max' | 'min' | 'sum' = 'max',
  ) => new Gauge({ name: `motcua_${name}`, help, labelNames, registers, aggregator });
  collectDefaultMetrics({ register: registry });

  const asked = counter('requests_total', 'Requests answered.', ['operation', 'outcome']);
  const askedFor = seconds('request_seconds', 'Time of requests.', ['operation']);
  const fetched = counter('fetches_total', 'Fetches from subgraphs.', ['subgraph', 'outcome']);
  const fetchedFor = seconds('fetch_seconds', 'Time of fetches from subgraphs.', ['subgraph']);
  const open = gauge('breaker_open', '1 while a subgraph is left alone.', ['subgraph']);
  const planned = counter('plans_total', 'Operations whose plan was there, or was made.', [
    'found',
  ]);
  const read = counter('statements_total', 'Statements.', ['source', 'from', 'outcome']);
  const readFor = seconds('statement_seconds', 'Time of statements.', ['source', 'from']);
  const waited = seconds('statement_wait_seconds', 'Time until their turn.', ['source', 'from']);
  const rows = counter('statement_rows_total', 'Rows that were read.', ['source', 'from']);
  const up = gauge('source_up', '1 where a source serves, 0 where it does not.', ['source'], 'min');
  const age = gauge('copy_age_seconds', 'Age of the copy that is read.', ['source']);

  const subscribed = gauge('subscriptions_open', 'Subscriptions that are open.', [], 'sum');
  const results = counter('subscription_events_total', 'Events of subscriptions answered.', [
    'outcome',
  ]);
  const untrusted = counter(
    'untrusted_documents_total',
    'Documents that nobody has listed, and that were answered.',
    ['via'],
  );
  const overread = counter('overreadings_total', 'Readers who were stopped, once an hour each.', [
    'code',
    'role',
  ]);

  const operations = new Set<string>();
  const operationLabel = (name: string | undefined): string => {
    if (name === undefined) return UNNAMED;
    if (operations.size < MOST_OPERATIONS) operations.add(name);
    return operations.has(name) ? name : OTHER;
  };
  const stops = [
    ...(cluster.isWorker ? [answerFirst(registry)] : []),
    requests.listen(({ operation, outcome, ms }) => {
      const label = operationLabel(operation);
      asked.inc({ operation: label, outcome });
      askedFor.observe({ operation: label }, ms / 1_000);
    }),
    fetches.listen(({ subgraph, outcome, ms }) => {
      fetched.inc({ subgraph, outcome });
      fetchedFor.observe({ subgraph }, ms / 1_000);
    }),
    breakers.listen(({ subgraph, open: isOpen }) => {
      open.set({ subgraph }, isOpen ? 1 : 0);
    }),
    plans.listen(({ found }) => {
      planned.inc({ found: found ? 'yes' : 'no' });
    }),
    statements.listen(({ source, from, outcome, ms, waitedMs, rows: count }) => {
      read.inc({ source, from, outcome });
      readFor.observe({ source, from }, ms / 1_000);
      waited.observe({ source, from }, waitedMs / 1_000);
      rows.inc({ source, from }, count);
    }),
    subscriptions.listen(({ opened }) => {
      subscribed.inc(opened ? 1 : -1);
    }),
    subscriptionEvents.listen(({ outcome }) => {
      results.inc({ outcome });
    }),
    untrustedDocuments.listen(({ via }) => {
      untrusted.inc({ via });
    }),
    overreadings.listen(({ code, role }) => {
      overread.inc({ code, role });
    }),
  ];

  return {
    contentType: registry.contentType,
    text() {
      up.reset();
      age.reset();
      for (const { source, status, copiedAt } of sources()) {
        up.set({ source }, status === 'OK' || status === 'STARTING' ? 1 : 0);
        if (copiedAt !== null) age.set({ source }, (Date.now() - copiedAt.getTime()) / 1_000);
      }
      return registry.metrics();
    },
    close() {
      for (const stop of stops) stop();
      registry.clear();
    },
  };
}
