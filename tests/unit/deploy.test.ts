import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { Script } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { gatewaySettings } from '../../gateway/config.ts';
import { RUNTIME_DATA } from '../../scripts/build/runtime-data.ts';
import { copySettings } from '../../scripts/run/copy-settings.ts';
import { demoDirectory, sources } from '../../scripts/run/source-settings.ts';
import { faults } from '../../service/errors/faults.ts';
import { metaOf } from '../../service/settings/config.ts';
import { createMetrics } from '../../service/telemetry/metrics.ts';
import { renderChart } from '../support/helm-template.ts';

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
    const shown = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    const asked = [...shown, ...rules.map(({ expr }) => expr)].flatMap(namesIn);

    const exported = await exportedNames();

    expect(asked.length).toBeGreaterThan(20);
    expect([...new Set(asked)].filter((name) => !exported.has(name))).toEqual([]);
    const own = [...exported].filter((name) => /^motcua_\w+(?<!_sum|_count)$/u.test(name));
    expect(own.filter((name) => !shown.flatMap(namesIn).includes(name))).toEqual([]);
    const codes = shown.flatMap((expr) => /outcome=~"([^"]+)"/u.exec(expr)?.[1]?.split('|') ?? []);
    expect(codes.length).toBeGreaterThan(5);
    const known = Object.keys(faults);
    expect(codes.filter((code) => !known.some((one) => RegExp(`^${code}$`).test(one)))).toEqual([]);
    const page = readFileSync('docs/operating.md', 'utf8');
    expect(rules.map(({ alert }) => alert).filter((name) => !page.includes(name))).toEqual([]);
  });

  it('tells somebody of whatever keeps people from what they may see', () => {
    const told = [...read('prometheus/alerts.yaml').matchAll(/outcome=~?"([^"]+)"/gu)].map(
      ([, codes = '']) => RegExp(`^(?:${codes})$`, 'u'),
    );
    const ours = Object.keys(faults).filter((code) =>
      /^(?:INTERNAL|OVERLOADED|AUDIT_.*|IDENTITY_UNAVAILABLE|BAD_IDENTITY|NOT_FROM_GATEWAY|SUBGRAPH_.*)$/u.test(
        code,
      ),
    );

    expect(ours.length).toBeGreaterThan(8);
    expect(ours.filter((code) => !told.some((one) => one.test(code)))).toEqual([]);
  });

  it('begins again under systemd for as long as a database is away', () => {
    const unit = read('systemd/motcua-graph@.service');

    expect(unit).toContain('Restart=on-failure');
    expect(unit).toContain('StartLimitIntervalSec=0');
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
    const settings = { ...gatewaySettings.shape, ...copySettings, demoDirectory, sources };
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

describe('the containers', () => {
  const service = z.object({
    environment: z.record(z.string(), z.string()).default({}),
    volumes: z.array(z.string()).default([]),
    networks: z.array(z.string()),
  });
  const { services, networks } = z
    .object({
      services: z.record(z.string(), service),
      networks: z.record(z.string(), z.object({ internal: z.boolean() }).nullable()),
    })
    .parse(parse(read('compose.yaml'), { merge: true }));

  it('let each subgraph read mappings of one’s own, and reach their databases', () => {
    const [, advised = ''] = /SOURCES_DIR=(\S+) in/u.exec(read('compose.yaml')) ?? [];

    for (const name of ['onestop', 'procedures', 'vic']) {
      const { environment, volumes, networks: its } = services[name] ?? service.parse({});
      expect(environment).toHaveProperty('SOURCES_DIR');
      expect(volumes).toContain(`./sources:${advised}:ro`);
      expect(its.some((network) => networks[network]?.internal !== true)).toBe(true);
    }
  });
});

describe('the image', () => {
  const instructions = read('Dockerfile')
    .replace(/^#.*$/gmu, '')
    .replace(/\\\n\s*/gu, '')
    .split('\n')
    .filter((line) => line !== '');
  const lastStage = instructions.slice(
    instructions.findLastIndex((line) => line.startsWith('FROM ')),
  );
  const context = read('Dockerfile.dockerignore')
    .split('\n')
    .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));

  it('is built of what is there', () => {
    const copied = instructions.flatMap((line) => {
      const [, sources = ''] = /^COPY (?!--from)(.*) \S+$/u.exec(line) ?? [];
      return sources.split(' ').filter((source) => source !== '' && source !== '.');
    });

    expect(copied).toEqual(['package.json', 'package-lock.json']);
    expect([...copied, ...context].filter((source) => !existsSync(source))).toEqual([]);
    expect(copied.filter((source) => !context.includes(source))).toEqual([]);
  });

  it('is built of all that the program imports, and reads while it runs', () => {
    const folders = context.filter((name) => !/\.\w+$/u.test(name));
    const needed = folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter(({ name }) => name.endsWith('.ts'))
        .flatMap(({ parentPath, name }) => {
          const text = readFileSync(join(parentPath, name), 'utf8');
          const imported = [...text.matchAll(/(?:from |import\()'(\.{1,2}\/[^']+)'/gu)];
          return imported.map(([, path = '']) => normalize(join(parentPath, path)));
        }),
    );
    const roots = new Set([...needed, ...RUNTIME_DATA].map((path) => path.split('/')[0] ?? ''));

    expect(roots.size).toBeGreaterThan(4);
    expect([...roots].filter((root) => !context.includes(root))).toEqual([]);
  });

  it('runs as nobody in particular, and says whether it is well', () => {
    const user = lastStage.findIndex((line) => line.startsWith('USER '));
    const entry = lastStage.findIndex((line) => line.startsWith('ENTRYPOINT '));
    const health = lastStage.find((line) => line.startsWith('HEALTHCHECK ')) ?? '';

    expect(lastStage[user]).toBe('USER node');
    expect(entry).toBeGreaterThan(user);
    // The first process is node, and no shell that would keep a stop to itself.
    expect(JSON.parse(lastStage[entry]?.replace('ENTRYPOINT ', '') ?? '')).toEqual([
      'node',
      '/app/dist/scripts/cli.js',
    ]);
    const [program, , script] = JSON.parse(health.replace(/^.*? CMD /u, '')) as string[];
    expect(program).toBe('node');
    expect(script).toContain('/health');
    expect(() => new Script(script ?? '')).not.toThrow();
  });
});

describe('the Helm chart', () => {
  const rendered = (change?: (values: any) => void) => {
    const manifests = renderChart('deploy/helm/motcua-graph', 'graph', change);
    return (kind: string) => manifests.filter((manifest) => manifest.kind === kind);
  };
  const COMPONENTS = ['gateway', 'onestop', 'procedures', 'vic'];
  const componentOf = (labels: any): string => labels['app.kubernetes.io/component'] as string;
  const podOf = (deployment: any) => deployment.spec.template.spec;

  it('deploys the gateway and each subgraph, under labels by which all else finds their pods', () => {
    const of = rendered();

    const deployments = of('Deployment');
    expect(deployments.map((one) => componentOf(one.spec.template.metadata.labels))).toEqual(
      COMPONENTS,
    );
    for (const { spec } of deployments)
      expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels);
    for (const kind of ['PodDisruptionBudget', 'Service']) {
      const found = of(kind).map(({ spec }) => spec.selector.matchLabels ?? spec.selector);
      expect(found.map(componentOf)).toEqual(COMPONENTS);
    }
    expect(of('PodDisruptionBudget').map(({ spec }) => spec.maxUnavailable)).toEqual([1, 1, 1, 1]);
    const [scaler] = of('HorizontalPodAutoscaler');
    expect(scaler.spec).toMatchObject({
      scaleTargetRef: { kind: 'Deployment', name: 'graph-gateway' },
      minReplicas: 3,
      maxReplicas: 8,
    });
    // What the autoscaler says is not set back by each upgrade.
    expect(deployments[0].spec).not.toHaveProperty('replicas');
  });

  it('runs containers that can write nothing and are asked whether they are well, and gives them time to end', () => {
    const of = rendered();
    const drain = gatewaySettings.shape.drainMs.parse(undefined);

    for (const deployment of of('Deployment')) {
      const pod = podOf(deployment);
      const [container] = pod.containers;
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true });
      expect(pod.automountServiceAccountToken).toBe(false);
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      const ports = container.ports.map(({ name }: any) => name);
      const paths = ['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) => {
        const { path, port } = container[probe].httpGet;
        expect(ports).toContain(port);
        return path;
      });
      expect(paths).toEqual(['/health', '/health', '/ready']);
      const { value: delay } = container.env.find(({ name }: any) => name === 'SHUTDOWN_DELAY_MS');
      expect(pod.terminationGracePeriodSeconds * 1_000).toBeGreaterThan(Number(delay) + drain);
      const mounted = container.volumeMounts.map(({ name }: any) => name).sort();
      expect(pod.volumes.map(({ name }: any) => name).sort()).toEqual(mounted);
    }
  });

  it('takes secrets from a Secret, and says none', () => {
    const of = rendered((values) => {
      values.secretName = 'ours';
      values.sources.vic = 'vic-mappings';
    });

    expect(of('Secret')).toEqual([]);
    const containers = of('Deployment').map((deployment) => podOf(deployment).containers[0]);
    for (const { envFrom, env } of containers) {
      expect(envFrom).toEqual([{ secretRef: { name: 'ours' } }]);
      expect(env.filter(({ name }: any) => /SECRET|KEY|PASSWORD/u.test(name))).toEqual([]);
    }
    const sources = containers.map(({ env }) =>
      env.some(({ name }: any) => name === 'SOURCES_DIR'),
    );
    expect(sources).toEqual([false, false, false, true]);
    const volumes = podOf(of('Deployment').at(-1)).volumes;
    expect(volumes).toContainEqual({ name: 'sources', configMap: { name: 'vic-mappings' } });
  });

  it('lets the gateway alone ask subgraphs, and subgraphs reach their databases alone', () => {
    const of = rendered((values) => {
      values.databases = { cidrs: ['10.1.0.0/16', '10.2.0.0/16'], ports: [1433] };
    });

    const policies = of('NetworkPolicy');
    expect(policies.map(({ spec }) => componentOf(spec.podSelector.matchLabels))).toEqual(
      COMPONENTS.slice(1),
    );
    for (const { spec } of policies) {
      expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
      const [asking, watching] = spec.ingress;
      expect(asking.from.map((one: any) => componentOf(one.podSelector.matchLabels))).toEqual([
        'gateway',
      ]);
      expect(asking.ports).toEqual([{ port: 'http' }]);
      expect(watching.ports).toEqual([{ port: 'admin' }]);
      expect(spec.egress).toEqual([
        {
          ports: [
            { port: 53, protocol: 'UDP' },
            { port: 53, protocol: 'TCP' },
          ],
        },
        {
          to: [{ ipBlock: { cidr: '10.1.0.0/16' } }, { ipBlock: { cidr: '10.2.0.0/16' } }],
          ports: [{ port: 1433 }],
        },
      ]);
    }
  });

  it.each([
    ['no place', { cidrs: [], ports: [1433] }],
    ['no port', { cidrs: ['10.1.0.0/16'], ports: [] }],
  ])('lets subgraphs reach nothing but names where the databases have %s', (_what, databases) => {
    const of = rendered((values) => {
      values.databases = databases;
    });

    const ports = of('NetworkPolicy').map(({ spec }) =>
      spec.egress.map((rule: any) => rule.ports.map(({ port }: any) => port)),
    );
    expect(ports).toEqual(COMPONENTS.slice(1).map(() => [[53, 53]]));
  });
});
