import { ABUSE_SCORING, ABUSE_SIGNALS } from '../../src/scoring/abuse-scoring';
import { abuseScoringProblem } from '../../src/scoring/abuse-scoring-problem';

const { weights } = ABUSE_SCORING;

test('nothing is wrong with the defaults', () => {
  expect(abuseScoringProblem(ABUSE_SCORING)).toBeUndefined();
});

test.each<[object, string]>([
  [{ threshold: 0 }, 'threshold is 0: expected an integer from 1 to 1000000; leave it out for 100'],
  [{ threshold: 0.5 }, 'threshold is 0.5: expected an integer from 1 to 1000000; leave it out for 100'],
  [{ window: 5 }, 'window is 5 seconds: expected an integer from 10 to 3600; leave it out for a minute'],
  [{ weights: { ...weights, invalid: -1 } }, 'weight invalid is -1: expected an integer from 0 to 1000; write 0 to leave the signal out'],
  [{ threshold: 3 }, 'weight unauthorized is 4, and the threshold 3: one request would block an address; give a lower weight'],
  [{ weights: Object.fromEntries(ABUSE_SIGNALS.map(signal => [signal, 0])) }, 'all weights are 0: nobody would ever be blocked; give at least one signal a weight'],
  [{ botScoreFrom: 0.7 }, 'botScoreFrom is 0.7: expected whole tenths from 1 to 10; write 7 for 0.7'],
])('fails with %p', (change, problem) => {
  expect(abuseScoringProblem({ ...ABUSE_SCORING, ...change })).toBe(problem);
});
