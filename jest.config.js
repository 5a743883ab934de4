import { availableParallelism } from 'node:os';

/** Native ESM: run with NODE_OPTIONS=--experimental-vm-modules (npm test sets it). */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/tests'],
  // Half of the time tests wait for databases: two at a time suit two cores.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // A machine that does other work too is slow, not wrong: what must end in a time says so itself.
  testTimeout: 30_000,
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
};
