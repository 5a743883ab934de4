import { z } from 'zod';
import { number, text, truth } from '../scalars.ts';
import { duration } from './database.ts';

/** What whoever copies the source may take of it. */
export const copySchema = z
  .strictObject({
    personal: truth()
      .default(false)
      .describe(
        'Whether names, numbers, telephones and addresses of citizens are copied too, encrypted under COPY_KEY',
      ),
    share: number(z.number().gt(0).max(1))
      .default(0.5)
      .describe('The part of the time in which the database may be busy with being copied'),
    hours: text(
      z
        .string()
        .regex(
          /^(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d$/u,
          'Hours are written 18:00-06:00',
        ),
    )
      .optional()
      .describe('When a server copies by itself, local time: 18:00-06:00'),
    check: duration
      .optional()
      .describe(
        'Answers with the copy, at most so long after a look at the database has shown that nothing has changed since: for what is small and changes rarely. Each table tells its changes (changed:), or the database is written by nobody (asOf:)',
      ),
  })
  .describe('The copy that answers in the place of the database');

export type CopySpec = z.infer<typeof copySchema>;
