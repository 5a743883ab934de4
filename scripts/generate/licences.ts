import { readFile } from 'node:fs/promises';
import prettier from 'prettier';
import { z } from 'zod';
import { groupBy } from '../../service/group-by.ts';
import { runCommand } from '../../service/settings/arguments.ts';
import { writeGenerated } from './generated-file.ts';
import { inRepository } from '../run/subgraph-names.ts';

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().default(false),
      hasInstallScript: z.boolean().default(false),
    }),
  ),
});

const manifest = z.object({
  license: z.string().optional(),
  scripts: z.record(z.string(), z.string()).default({}),
});

/** npm runs these when a package is installed. */
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall'];

/** What the licences that are not the usual permissive ones ask of whoever hosts the graph. */
const NOTES: Readonly<Record<string, string>> = {
  'Elastic-2.0': `These come with Apollo’s federation libraries. Whoever hosts the graph may use, change and pass them on, and may serve its
own users with them; it may not offer them to third parties as a hosted or managed service that gives them a substantial part
of what the software does, nor remove licence notices or get round licence keys. A province that runs the graph for its own
offices and clients does the former. A company that would sell the gateway as a service to others should read the licence
(<https://www.elastic.co/licensing/elastic-license>) with a lawyer first. This is a summary, not legal advice.`,
};

interface Installed {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly scripts: readonly string[];
}

/** What is installed where development’s own packages are left out, with the licences that the packages themselves name. */
async function readInstalled(): Promise<readonly Installed[]> {
  const lock = lockFile.parse(
    JSON.parse(await readFile(inRepository('package-lock.json'), 'utf8')),
  );
  const installed = await Promise.all(
    Object.entries(lock.packages)
      .filter(([path, { dev }]) => path !== '' && !dev)
      .map(async ([path, { version = '', license, hasInstallScript }]) => {
        // Packages for other machines are in the lock file alone.
        const its =
          hasInstallScript || license === undefined ? await readManifest(path) : undefined;
        return {
          name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
          version,
          license: license ?? its?.license ?? 'not named',
          scripts: INSTALL_SCRIPTS.flatMap((script) =>
            hasInstallScript && its?.scripts[script] !== undefined
              ? [`${script}: \`${its.scripts[script]}\``]
              : [],
          ),
        };
      }),
  );
  const unique = new Map(installed.map((one) => [`${one.name} ${one.version}`, one]));
  return [...unique.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

async function readManifest(path: string): Promise<z.output<typeof manifest> | undefined> {
  const text = await readFile(inRepository(`${path}/package.json`), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : manifest.parse(JSON.parse(text));
}

/** The document, before it is formatted. */
function licencesText(installed: readonly Installed[]): string {
  const byLicence = groupBy(installed, ({ license }) => license);
  const ordered = [...byLicence].sort((one, other) => other.length - one.length);
  const table = ordered.map((packages) => `| ${packages[0].license} | ${packages.length} |`);
  const lists = ordered.map((packages) => {
    const [{ license: licence }] = packages;
    const names = packages.map(({ name, version }) => `${name} ${version}`).join(', ');
    return [`### ${licence}`, NOTES[licence] ?? '', names]
      .filter((part) => part !== '')
      .join('\n\n');
  });
  const withScripts = installed.filter(({ scripts }) => scripts.length > 0);
  return `# Licences

What \`npm ci --omit=dev\` may install, ${installed.length} packages, with the licence each names. Packages for other machines (binaries of
esbuild and libsql for Windows or macOS, say) are counted too. Development’s own packages are not; of them the page of statistics has Apache ECharts (Apache-2.0), zrender (BSD-3-Clause)
and tslib (0BSD) in it, whose licences \`/statistics/licences.txt\` passes on. A name that stands twice is
there in two versions. Motcua Graph itself is not licensed to anybody (\`UNLICENSED\`).

Written from package-lock.json by \`npm run licences\`.

| Licence | Packages |
| --- | ---: |
${table.join('\n')}

## Packages that run a script when they are installed

\`npm ci --ignore-scripts\` leaves these out; read what they do before they may run on a machine that builds for production.

${withScripts.map(({ name, version, scripts }) => `- ${name} ${version}: ${scripts.join('; ')}`).join('\n')}

## Packages by licence

${lists.join('\n\n')}
`;
}

await runCommand(
  {
    usage: 'npm run licences',
    about: 'Writes docs/licences.md: the licences of all packages that production installs.',
    settings: z.object({}),
  },
  async () => {
    const text = await prettier.format(licencesText(await readInstalled()), { parser: 'markdown' });
    await writeGenerated(inRepository('docs/licences.md'), text, false);
  },
);
