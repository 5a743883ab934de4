import Sequencer from '@jest/test-sequencer';

/**
 * Suites that take a minute or more each. A clean checkout has no times of them, and jest goes by the sizes of their files: small
 * ones that ask much would be begun last, and leave one of two cores idle for minutes.
 */
const LONG = [
  'databases/agreement-',
  'copy/changes.test',
  'copy/copy.test',
  'copy/faults.test',
  'copy/kept-answers.test',
  'copy/lists-together.test',
  'copy/personal.test',
  'demo/truth.test',
  'faults/withheld.test',
  'service/gateway-process.test',
];

/** In the order that jest knows, but for those. */
export default class LongSuitesFirst extends Sequencer {
  sort(tests) {
    const isLong = ({ path }) => LONG.some((part) => path.includes(part));
    const inOrder = super.sort(tests);
    return [...inOrder.filter(isLong), ...inOrder.filter((test) => !isLong(test))];
  }
}
