const A_MINUTE = 60_000;
const A_DAY = 24 * 60 * A_MINUTE;

/** Milliseconds from the local moment to the hours of the day, `18:00-06:00`: 0 within them. */
export function untilBegin(hours: string, now: string): number {
  const { begin, end, at } = read(hours, now);
  const isWithin = begin < end ? at >= begin && at < end : at >= begin || at < end;
  return isWithin ? 0 : (begin - at + A_DAY) % A_DAY;
}

/** Milliseconds from a local moment within the hours to their end. */
export function untilEnd(hours: string, now: string): number {
  const { end, at } = read(hours, now);
  return (end - at + A_DAY) % A_DAY || A_DAY;
}

function read(hours: string, now: string) {
  const [begin = 0, end = 0] = hours.split('-').map(timeOfDay);
  return { begin, end, at: timeOfDay(now.slice('yyyy-MM-ddT'.length)) };
}

/** Milliseconds from midnight to `HH:mm` or `HH:mm:ss`. */
function timeOfDay(written: string): number {
  const [hour = 0, minute = 0, second = 0] = written.split(':').map(Number);
  return (hour * 60 + minute) * A_MINUTE + second * 1_000;
}
