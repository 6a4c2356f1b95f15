import { Block, Release } from './blocks';
import { Clock } from './clock';
import { LogFields } from './log';
import { Candidate } from './store';
import { ABUSE_SIGNALS } from '../../scoring/abuse-scoring';

/** What the audit says of a block: who, why, and until when. */
export function blockRecord(block: Block, candidate: Candidate, clock: Clock, dryRun: boolean): LogFields {
  const counted = ABUSE_SIGNALS.map((signal, i): [string, number] => [signal, candidate.counts[i] ?? 0]).filter(([, count]) => count > 0);
  return {
    address: block.client, until: timeOf(block.until, clock), seconds: Math.round((block.until - block.since) / 1000),
    repetition: block.repetition, score: block.score,
    evidence: { ...Object.fromEntries(counted), samples: candidate.samples.slice(0, 3) }, ...dryRun && { dryRun },
  };
}

export function releaseRecord({ block, reason }: Release, clock: Clock, dryRun: boolean): LogFields {
  return { address: block.client, reason, since: timeOf(block.since, clock), repetition: block.repetition, score: block.score, ...dryRun && { dryRun } };
}

function timeOf(steady: number, clock: Clock): string {
  return new Date(steady - clock.steady() + clock.wall()).toISOString();
}
