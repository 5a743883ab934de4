import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Raised whenever the databases would come out differently: older ones are written anew. */
const VERSION = 6;
const NOTE = 'demo.json';

const noteSchema = z.object({ version: z.number(), seed: z.number(), scale: z.number() });

/** What was written into a folder; null where there is nothing of the demo province. */
export function readNote(directory: string): z.infer<typeof noteSchema> | null {
  try {
    return noteSchema.parse(JSON.parse(readFileSync(join(directory, NOTE), 'utf8')));
  } catch {
    return null;
  }
}

/** Whether the folder holds this version of the demo province. */
export function isCurrent(directory: string): boolean {
  return readNote(directory)?.version === VERSION;
}

/** The note's file, and what it says of a province that has just been written. */
export function noteOf(generation: { readonly seed: number; readonly scale: number }) {
  return { file: NOTE, text: JSON.stringify({ version: VERSION, ...generation }) };
}
