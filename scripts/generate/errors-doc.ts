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

An operation that ran, or whose document alone is at fault, is answered with HTTP 200 (the latter with 400 to whoever accepts
\`application/graphql-response+json\`). Else it is 400 for \`BAD_REQUEST\` (406 where its \`accept\` takes no JSON), 401 for \`UNAUTHENTICATED\`, 403 for \`DOCUMENT_NOT_TRUSTED\` and
\`BREAK_GLASS_REFUSED\`, 408 for \`REQUEST_TIMEOUT\`, 413 for \`REQUEST_TOO_LARGE\` and a body's \`INPUT_TOO_LARGE\`; and, with
\`retry-after\`, 429 for \`RATE_LIMITED\` and what is \`…_SPENT\`, 503 for \`OVERLOADED\`, \`AUDIT_UNAVAILABLE\` and \`IDENTITY_UNAVAILABLE\`.
\`/export\` has no 200 for a refusal: 502 where a subgraph or a source is at fault, 403 where the role may not ask that, 400 where the
question is.

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
