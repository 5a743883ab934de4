import { runSubcommand } from '../service/settings/arguments.ts';
import { exported } from './audit/export.ts';
import { report } from './audit/report.ts';
import { search } from './audit/search.ts';
import { subject } from './audit/subject.ts';
import { verify } from './audit/verify.ts';

await runSubcommand('npm run audit -- verify | search | export | report | subject', {
  verify,
  search,
  export: exported,
  report,
  subject,
});
