import type { Answering } from '../../service/graphql/answering.ts';
import type { Exchange } from '../../service/http/exchange.ts';
import type { Begun } from './begun.ts';
import type { SourcePart } from './export-document.ts';
import type { Outcome, Part } from './formats/format.ts';
import { askPage, isCut, missing } from './pages.ts';
import { toldOf } from './refusal.ts';

/** The pages, one after another, and what became of it. A page is asked for when the one before has been taken. */
export async function* partsOf(
  { asked, document, first }: Begun,
  answering: Answering,
  exchange: Exchange,
): AsyncIterable<Part> {
  let rows = 0;
  const sources = new Map<string | undefined, SourcePart>();
  const outcome = (cursor: string | null): Outcome => ({
    manifest: {
      rows,
      complete: cursor === null && !isCut(first, rows),
      partial: !first.whole,
      cursor,
      sources: [...sources.values()],
    },
  });
  for (let page = first; ;) {
    yield { rows: page.rows };
    rows += page.rows.length;
    for (const part of page.sources)
      sources.set(part.source, lessFresh(part, sources.get(part.source)));
    const { next } = page;
    if (next === null) {
      yield outcome(null);
      return;
    }
    try {
      page = await askPage(answering, { asked, document, after: next }, exchange);
      if (!page.whole && first.whole) throw missing(page);
    } catch (error) {
      yield { ...outcome(next), error: toldOf(error, exchange) };
      return;
    }
  }
}

function lessFresh(part: SourcePart, before: SourcePart = part): SourcePart {
  if (before.status !== part.status) return before.status === 'OK' ? part : before;
  return (part.asOf ?? '') < (before.asOf ?? '') ? part : before;
}
