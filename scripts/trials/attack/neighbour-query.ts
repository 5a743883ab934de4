/** What a query of the neighbour counts that was not answered in that time, or not rightly. */
export const UNANSWERED_MS = 10_000;

/** Cheap, so that what it waits for is what others do. */
const QUERY = '{dossiers(first:1,offices:["H12.CM"]){nodes{code}partial}}';

/** Whether the graph at a URL answers a neighbour rightly. */
export async function isAnswered(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY }),
      signal: AbortSignal.timeout(UNANSWERED_MS),
    });
    return (await response.text()).includes('"partial":false');
  } catch {
    return false;
  }
}
