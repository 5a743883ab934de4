import { backlog } from './backlog.ts';
import { byOffice } from './by-office.ts';
import { districts } from './districts.ts';
import { months } from './months.ts';
import type { Part } from './part.ts';
import { procedures } from './procedures.ts';
import { report } from './report.ts';

/** The page's pictures, in their order. */
export const PARTS: readonly Part[] = [months, byOffice, backlog, districts, procedures, report];
