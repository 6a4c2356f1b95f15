import { ManualClock } from './support/manual-clock';
import { blockRecord, releaseRecord } from '../../../src/runtime/abuse-guard/evidence';
import { ABUSE_SIGNALS } from '../../../src/scoring/abuse-scoring';

const clock = new ManualClock();
const block = { client: '203.0.113.9', since: clock.steady(), until: clock.steady() + 3_600_000, repetition: 2, score: 104 };
const iso = (ms: number) => new Date(clock.wall() + ms).toISOString();

test('a block is told with what was counted, and nothing of what was not', () => {
  const candidate = { client: '203.0.113.9', score: 104, counts: ABUSE_SIGNALS.map(signal => signal === 'unauthorized' ? 26 : 0), samples: ['a', 'b', 'c', 'd'] };
  expect(blockRecord(block, candidate, clock, false)).toEqual({
    address: '203.0.113.9', until: iso(3_600_000), seconds: 3600, repetition: 2, score: 104, evidence: { unauthorized: 26, samples: ['a', 'b', 'c'] },
  });
});

test('a release is told with its reason, and a dry run as one', () => {
  expect(releaseRecord({ block, reason: 'capped' }, clock, true)).toEqual({ address: '203.0.113.9', reason: 'capped', since: iso(0), repetition: 2, score: 104, dryRun: true });
});
