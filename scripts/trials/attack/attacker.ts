import { setPriority } from 'node:os';
import { ATTACKS, carryOut } from './attacks.ts';
import type { Order } from './processes.ts';

/**
 * Linux's priorities that the attackers step back behind the graph and its neighbour: elsewhere they have processors of their own, and
 * what they take of these two is none of what the graph has its neighbour wait for.
 */
const STEP_BACK = 10;

setPriority(STEP_BACK);

process.on('message', (order: Order) => {
  void carryOutOrder(order);
});
process.on('disconnect', () => {
  process.exit();
});

async function carryOutOrder({ name, port, milliseconds }: Order): Promise<void> {
  const attack = ATTACKS.find((one) => one.name === name);
  if (attack === undefined) throw new TypeError(`There is no attack “${name}”`);
  const outcomes = await carryOut(attack, port, AbortSignal.timeout(milliseconds));
  process.send?.([...outcomes]);
}
