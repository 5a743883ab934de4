import { z } from 'zod';

/** Where the mappings of all subgraphs are; those that come with each, if not given. */
export const sources = z.string().optional().meta({
  flag: 'sources',
  env: 'SOURCES_DIR',
  give: 'a folder',
  about: 'mapping files of your own: of one-stops, or in folders onestop, vic and procedures',
});

export const calendar = z.string().optional().meta({
  flag: 'calendar',
  env: 'CALENDAR',
  give: 'a file',
  about: 'years of working days to add to those that come with the graph, or to take their place',
});

export const demoDirectory = z.string().default('.demo').meta({
  flag: 'demo',
  env: 'DEMO_DIR',
  give: 'a folder',
  about: 'where the demo province’s databases are or, by npm start, are to be written',
});
