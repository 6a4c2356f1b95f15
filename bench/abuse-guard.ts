import { latency } from './abuse-guard/latency';
import { memory } from './abuse-guard/memory';
import { throughput } from './abuse-guard/throughput';
import { Report } from './report';

/** The service of the AbuseGuard beside a plain Node server that only parses the same entries. */
export async function abuseGuard(): Promise<Report> {
  const reports = { Throughput: await throughput(), Memory: await memory(), Latency: await latency() };
  return {
    markdown: Object.entries(reports).map(([title, { markdown }]) => `### ${title}\n\n${markdown}`).join('\n\n'),
    held: Object.values(reports).flatMap(({ held }) => held),
  };
}
