import Sequencer from '@jest/test-sequencer';

/**
 * Suites that take half a minute or more each. A clean checkout has no times of them, and jest goes by the sizes of their files:
 * small ones that ask much would be begun last, and leave one of two cores idle for minutes.
 */
const LONG = [
  'connect/changed-mappings.test',
  'copy/changes.test',
  'copy/copy.test',
  'copy/faults.test',
  'copy/lists-together.test',
  'faults/withheld.test',
  'reading/province.test',
  'service/gateway-process.test',
  'service/package.test',
  'service/workers.test',
];

/** In the order that jest knows, but for those. */
export default class LongSuitesFirst extends Sequencer {
  sort(tests) {
    const isLong = ({ path }) => LONG.some((part) => path.includes(part));
    const inOrder = super.sort(tests);
    return [...inOrder.filter(isLong), ...inOrder.filter((test) => !isLong(test))];
  }
}
