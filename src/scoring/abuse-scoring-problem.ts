import { ABUSE_SIGNALS, AbuseScoring } from './abuse-scoring';

/** What is wrong with a scoring; undefined when nothing is. */
export function abuseScoringProblem({ threshold, window, weights, botScoreFrom }: AbuseScoring): string | undefined {
  if (!whole(threshold, 1, 1e6)) {
    return `threshold is ${threshold}: expected an integer from 1 to 1000000; leave it out for 100`;
  }
  if (!whole(window, 10, 3600)) {
    return `window is ${window} seconds: expected an integer from 10 to 3600; leave it out for a minute`;
  }
  const wrong = ABUSE_SIGNALS.find(signal => !whole(weights[signal], 0, 1000));
  if (wrong) {
    return `weight ${wrong} is ${weights[wrong]}: expected an integer from 0 to 1000; write 0 to leave the signal out`;
  }
  const hasty = ABUSE_SIGNALS.find(signal => weights[signal] > threshold);
  if (hasty) {
    return `weight ${hasty} is ${weights[hasty]}, and the threshold ${threshold}: one request would block an address; give a lower weight`;
  }
  if (ABUSE_SIGNALS.every(signal => weights[signal] === 0)) {
    return 'all weights are 0: nobody would ever be blocked; give at least one signal a weight';
  }
  return whole(botScoreFrom, 1, 10) ? undefined : `botScoreFrom is ${botScoreFrom}: expected whole tenths from 1 to 10; write 7 for 0.7`;
}

function whole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
