/** What report 06a looks at of a dossier, by days. */
export interface Reported {
  readonly status: string | null;
  readonly channel: string | null;
  readonly received: string | null;
  readonly due: string | null;
  readonly finished: string | null;
}

/** Columns 3 to 13, and those that are in none, counted one by one as the form is read. */
export function columns06a(dossiers: readonly Reported[], from: string, to: string) {
  const columns = {
    received: 0,
    receivedOnline: 0,
    receivedOtherwise: 0,
    carriedOver: 0,
    settled: 0,
    settledEarly: 0,
    settledOnTime: 0,
    settledLate: 0,
    pending: 0,
    pendingInTime: 0,
    pendingOverdue: 0,
    undated: 0,
  };
  for (const { status, channel, received, due, finished } of dossiers) {
    if (status === 'REGISTERED' || status === 'REJECTED_AT_INTAKE') continue;
    const settledBefore = finished !== null && finished < from;
    if (received === null ? settledBefore : received > to) continue;
    if (received !== null && received < from && settledBefore) continue;
    const givenBack = status === 'WITHDRAWN' || status === 'STOPPED';
    const done = status === 'RESULT_READY' || status === 'RETURNED';
    const settledAsItCame = givenBack && finished === null;
    if (settledAsItCame && received !== null && received < from) continue;
    if (received === null || (done && finished === null)) {
      columns.undated += 1;
      continue;
    }
    columns.received += 1;
    if (received < from) columns.carriedOver += 1;
    else if (channel === 'ONLINE') columns.receivedOnline += 1;
    else columns.receivedOtherwise += 1;

    const waits = finished === null && (givenBack || status === 'AWAITING_SUPPLEMENT');
    if (waits || (finished !== null && finished <= to)) {
      columns.settled += 1;
      if (waits || givenBack || due === null || due === finished) columns.settledOnTime += 1;
      else if (finished !== null && finished < due) columns.settledEarly += 1;
      else columns.settledLate += 1;
    } else {
      columns.pending += 1;
      if (due !== null && due < to) columns.pendingOverdue += 1;
      else columns.pendingInTime += 1;
    }
  }
  return columns;
}
