import { abuseGuard } from './abuse-guard';
import { microbenchmarks } from './lua/microbenchmarks';
import { requests } from './lua/requests';
import { sizes } from './lua/sizes';
import { pulumi } from './pulumi';
import { record } from './record';
import { Report } from './report';
import { synthesis } from './synthesis';

/** The benchmarks, as ratios of one run; see README.md. Arguments choose parts, all by default. Fails when a ratio is over its limit. */
const PARTS: Record<string, () => Report | Promise<Report>> = {
  synthesis, pulumi, 'lua': microbenchmarks, requests, sizes, 'abuse-guard': abuseGuard,
};

async function main(chosen: string[]): Promise<void> {
  if (chosen.join() === 'record') {
    return record();
  }
  const unknown = chosen.find(name => !Object.hasOwn(PARTS, name));
  if (unknown !== undefined) {
    throw new Error(`there is no part '${unknown}': expected some of ${Object.keys(PARTS).join(', ')}, none for all, or record alone`);
  }
  for (const name of chosen.length > 0 ? chosen : Object.keys(PARTS)) {
    const { markdown, held } = await PARTS[name]();
    console.log(`## ${name}\n\n${markdown}\n`);
    for (const { what, ratio, limit } of held) {
      const holds = ratio <= limit;
      console.log(`- ${holds ? 'held' : '**over**'}: ${what}, ×${ratio.toFixed(2)} of at most ×${limit}`);
      process.exitCode = holds ? process.exitCode : 1;
    }
    console.log('');
  }
}

main(process.argv.slice(2)).catch(error => {
  console.error(error);
  process.exitCode = 1;
});
