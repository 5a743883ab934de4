import prettier from 'prettier';
import { runCommand } from '../../service/settings/arguments.ts';
import { faults } from '../../service/errors/faults.ts';
import { checkSettings, writeGenerated } from './generated-file.ts';
import { inRepository } from '../run/subgraph-names.ts';

const INTRODUCTION = `# Errors

Every error that the graph answers with carries a code in \`extensions.code\`. Codes are stable: branch on them, never on
the message. The message is said in Vietnamese or in English by the request's \`accept-language\`; what stands in braces is in
\`extensions.details\`. \`extensions.service\` names the subgraph an error came from, \`path\` the field.
An error that is not on this list came with a code of its own from a subgraph that is not ours; one without a code is
answered as \`INTERNAL\`, and its cause stands in the log under the request's id (\`x-request-id\`).
“Not found” is no error: it is \`null\`.

Generated from service/errors/faults.ts by \`npm run errors-doc\`.
`;

await runCommand(
  {
    usage: 'npm run errors-doc -- [--check]',
    about: 'Writes docs/errors.md from service/errors/faults.ts.',
    settings: checkSettings,
  },
  async ({ check }) => {
    const rows = Object.entries(faults).map(
      ([code, { en, vi }]) => `| \`${code}\` | ${en} | ${vi} |`,
    );
    const table = ['| Code | English | Tiếng Việt |', '| --- | --- | --- |', ...rows].join('\n');
    const text = await prettier.format(`${INTRODUCTION}\n${table}\n`, { parser: 'markdown' });
    await writeGenerated(inRepository('docs/errors.md'), text, check);
  },
);
