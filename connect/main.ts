import { connect } from './connect.ts';
import { processSurroundings } from './process-surroundings.ts';

process.exitCode = await connect(process.argv.slice(2), processSurroundings());
