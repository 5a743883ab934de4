import { unfit } from '../../../service/errors/reasons.ts';
import type { ExportDocument } from '../export-document.ts';
import type { ExportRequest } from '../export-request.ts';
import { columnsUnder, type Form } from './form.ts';
import { FORMS } from './forms.ts';

/** Throws BAD_REQUEST where the report has no form, or what was selected does not fill it. */
export function formFor({ format }: ExportRequest, document: ExportDocument): Form {
  const form = FORMS[document.of ?? ''];
  if (form === undefined || format !== 'xlsx') throw unfit('FORM_OF_REPORTS');
  const selected = new Set(document.columns().map(({ name }) => name));
  const lacking = form.heads
    .flatMap(columnsUnder)
    .flatMap(({ column }) => (column === null || selected.has(column) ? [] : [column]));
  if (lacking.length === 0) return form;
  throw unfit('FORM_WANTS', { columns: lacking.join('`, `') });
}
