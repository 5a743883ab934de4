import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { gatewaySettings } from '../../gateway/config.ts';
import { copySettings } from '../../scripts/copy-settings.ts';
import { demoDirectory } from '../../scripts/source-settings.ts';
import { metaOf } from '../../service/settings/config.ts';
import { createMetrics } from '../../service/telemetry/metrics.ts';

const read = (file: string): string => readFileSync(`deploy/${file}`, 'utf8');

/** Names of what is exported, a histogram with those of its parts. */
async function exportedNames(): Promise<ReadonlySet<string>> {
  const metrics = createMetrics(() => []);
  const text = await metrics.text();
  metrics.close();
  const types = [...text.matchAll(/^# TYPE (\S+) (\w+)/gmu)];
  return new Set(
    types.flatMap(([, name = '', type]) =>
      type === 'histogram' ? ['bucket', 'sum', 'count'].map((part) => `${name}_${part}`) : [name],
    ),
  );
}

function namesIn(expression: string): readonly string[] {
  return expression.match(/\b(?:motcua|nodejs|process)_\w+/gu) ?? [];
}

describe('what is deployed', () => {
  it('asks of Prometheus only what is exported', async () => {
    const dashboard = z
      .object({ panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })) })) })
      .parse(JSON.parse(read('grafana/motcua-graph.json')));
    const alerts = z
      .object({
        groups: z.array(
          z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) }),
        ),
      })
      .parse(parse(read('prometheus/alerts.yaml')));
    const rules = alerts.groups.flatMap((group) => group.rules);
    const asked = [
      ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
      ...rules.map(({ expr }) => expr),
    ].flatMap(namesIn);

    const exported = await exportedNames();

    expect(asked.length).toBeGreaterThan(20);
    expect([...new Set(asked)].filter((name) => !exported.has(name))).toEqual([]);
    const page = readFileSync('docs/operating.md', 'utf8');
    expect(rules.map(({ alert }) => alert).filter((name) => !page.includes(name))).toEqual([]);
  });

  it('sets variables that there are, and keeps containers from what they do not need', () => {
    const service = z.object({
      read_only: z.boolean(),
      environment: z.record(z.string(), z.string()).default({}),
      image: z.string(),
    });
    const { services } = z
      .object({ services: z.record(z.string(), service) })
      .parse(parse(read('compose.yaml'), { merge: true }));
    const settings = { ...gatewaySettings.shape, ...copySettings, demoDirectory };
    const known = Object.values(settings).map((setting) => metaOf(setting).env);
    const chart = [
      ...read('helm/motcua-graph/templates/gateway.yaml').matchAll(/name: ([A-Z_]+),/gu),
    ];

    const set = Object.values(services).flatMap(({ environment }) => Object.keys(environment));

    expect(Object.values(services).every(({ read_only }) => read_only)).toBe(true);
    expect([...new Set(set)].filter((name) => !known.includes(name))).toEqual([]);
    expect(chart.length).toBeGreaterThan(5);
    expect(chart.filter(([, name]) => !known.includes(name))).toEqual([]);
  });
});
