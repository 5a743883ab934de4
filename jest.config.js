import { availableParallelism } from 'node:os';

// The threads of libsql are those of a process of tests, in which some suites use it before the graph does.
process.env.TOKIO_WORKER_THREADS ??= '64';

/** Native ESM: run with NODE_OPTIONS=--experimental-vm-modules (npm test sets it, and room for young objects: a tenth less time). */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/tests'],
  // A third of the time tests wait, for databases, processes and clocks: three at a time suit two cores.
  maxWorkers: availableParallelism() + 1,
  // Modules of a suite that has ended stay with its process: one that is large spends its time on collecting garbage.
  workerIdleMemoryLimit: '2GB',
  // A machine that does other work too is slow, not wrong: what must end in a time says so itself.
  testTimeout: 30_000,
  testSequencer: '<rootDir>/tests/support/run/long-suites-first.js',
  globalSetup: '<rootDir>/tests/support/run/begin.js',
  globalTeardown: '<rootDir>/tests/support/run/end.js',
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
};
