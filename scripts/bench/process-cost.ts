import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const MS_A_TICK = 1_000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** CPU-milliseconds that a process and its children have taken from the operating system. */
export function readCpuMs(pid: number): number {
  return treeOf(pid).reduce((sum, each) => {
    const [utime = 0, stime = 0, ended = 0, endedInSystem = 0] = statOf(each)
      .slice(11, 15)
      .map(Number);
    return sum + (utime + stime + ended + endedInSystem) * MS_A_TICK;
  }, 0);
}

/**
 * CPU-milliseconds that the threads of a process have taken, to the nanosecond (`/proc/PID/task/TID/schedstat`): for rounds that are shorter
 * than many ticks. Threads that have ended are not in it.
 */
export function readThreadsMs(pid: number): number {
  return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => sum + threadMs(pid, thread), 0);
}

/** The same of the main thread alone. */
export function readMainThreadMs(pid: number): number {
  return threadMs(pid, String(pid));
}

function threadMs(pid: number, thread: string): number {
  const [ns = '0'] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
  return Number(ns) / 1e6;
}

/** The most memory, in MiB, that a process and its children have held at a time since `forgetPeak`. */
export function readPeakMiB(pid: number): number {
  return treeOf(pid).reduce((sum, each) => {
    const status = readFileSync(`/proc/${each}/status`, 'utf8');
    return sum + Number(/^VmHWM:\s+(\d+)/mu.exec(status)?.[1] ?? 0) / 1_024;
  }, 0);
}

/** Lets the peak of memory begin anew. */
export function forgetPeak(pid: number): void {
  for (const each of treeOf(pid)) writeFileSync(`/proc/${each}/clear_refs`, '5');
}

function treeOf(pid: number): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return [pid, ...children.split(' ').filter(Boolean).map(Number).flatMap(treeOf)];
}

/** The fields behind the command's name, which may itself hold spaces and brackets. */
function statOf(pid: number): readonly string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
