import { connect } from './connect.ts';
import { processSurroundings } from './process-surroundings.ts';

void connect(process.argv.slice(2), processSurroundings()).then((code) => {
  process.exitCode = code;
});
