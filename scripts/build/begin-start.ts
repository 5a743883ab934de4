// `dist/scripts/start.js`: the command `start`, for whoever starts the graph by this file.
process.argv.splice(2, 0, 'start');
await import('./begin.ts');
