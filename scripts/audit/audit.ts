import { runSubcommand } from '../../service/settings/arguments.ts';
import { exported } from './export.ts';
import { report } from './report.ts';
import { search } from './search.ts';
import { subject } from './subject.ts';
import { verify } from './verify.ts';

void runSubcommand('npm run audit -- verify | search | export | report | subject', {
  verify,
  search,
  export: exported,
  report,
  subject,
});
