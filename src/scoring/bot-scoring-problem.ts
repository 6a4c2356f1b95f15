import { BotScoring, HIGHEST_SCORE, reachableScore } from './bot-scoring';

const WEIGHTS = ['noUserAgent', 'signature', 'noAcceptLanguage', 'frequency'] as const;

/** What is wrong with a scoring; undefined when nothing is. */
export function botScoringProblem(scoring: BotScoring): string | undefined {
  return numberProblem(scoring) ?? signatureProblem(scoring.signatures) ?? thresholdProblem(scoring);
}

function numberProblem({ weights, maxRequests, window, suspiciousFrom, refusedFrom }: BotScoring): string | undefined {
  const wrong = WEIGHTS.find(name => !whole(weights[name], 0, HIGHEST_SCORE));
  if (wrong) {
    return `weight ${wrong} is ${weights[wrong]}: expected whole tenths from 0 to ${HIGHEST_SCORE}; write 3 for 0.3`;
  }
  for (const [name, score] of Object.entries({ suspiciousFrom, refusedFrom })) {
    if (!whole(score, 1, HIGHEST_SCORE)) {
      return `${name} is ${score}: expected whole tenths from 1 to ${HIGHEST_SCORE}; write 7 for 0.7`;
    }
  }
  if (!whole(maxRequests, 1, 1e9)) {
    return `maxRequests is ${maxRequests}: expected an integer from 1 to 1000000000; leave it out for 100`;
  }
  return whole(window, 1, 86400) ? undefined : `window is ${window} seconds: expected from 1 to 86400; leave it out for a minute`;
}

function signatureProblem(signatures: string[]): string | undefined {
  const wrong = signatures.find(name => name.trim() !== name || name.length < 2 || /[^\x20-\x7e]/.test(name));
  if (wrong !== undefined) {
    return `bot signature '${wrong}' is too short, has spaces around it or is not ascii: expected a part of a User-Agent; write for instance 'curl'`;
  }
  const twice = signatures.find((name, i) => signatures.indexOf(name) !== i);
  return twice !== undefined ? `bot signature '${twice}' is given twice: letter case makes no difference; remove one` : undefined;
}

function thresholdProblem(scoring: BotScoring): string | undefined {
  const { suspiciousFrom, refusedFrom } = scoring;
  if (suspiciousFrom >= refusedFrom) {
    return `suspiciousFrom is ${suspiciousFrom} and refusedFrom ${refusedFrom}: no request would be suspicious without being refused; give a lower suspiciousFrom`;
  }
  const most = reachableScore(scoring);
  return refusedFrom > most
    ? `refusedFrom is ${refusedFrom}, and no request scores more than ${most}, since one without User-Agent has no signature: nobody would be refused; give refusedFrom ${most} or less, or higher weights`
    : undefined;
}

function whole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
