import { execFileSync } from 'node:child_process';
import * as kubernetes from '@pulumi/kubernetes';
import * as pulumiSdk from '@pulumi/pulumi';
import * as gatewarden from 'gatewarden/pulumi';
import { OBJECTS_PER_API, objectsOf } from './model';
import { median, ratio, Report, table } from './report';

const APIS = 1000;
const RUNS = 3;
const LIMIT = 1.3;

type Program = (n: number) => Promise<void>;

const BY_HAND = 'by hand';
const COMPONENTS = 'components';
const PROGRAMS: Record<string, Program> = {
  /** Every resource by its class, below a component for each API and each plan, and routes after what they name. */
  [BY_HAND]: byHand,
  /** The components, guards and all. */
  [COMPONENTS]: n => components(n, host => host),
  /** The same with a host that is known only when the program has run, so that all is made a second time. */
  'components, hosts are outputs': n => components(n, host => pulumiSdk.output(host)),
};

interface Figure { readonly ms: number; readonly mb: number; readonly objects: number }

/** Processor times and peaks of memory of a Pulumi program under mocks beside one without this library: medians of interleaved runs, each a process. */
export async function pulumi(): Promise<Report> {
  const names = Object.keys(PROGRAMS);
  const runs = Array.from({ length: RUNS }, () => Object.fromEntries(names.map(name => [name, inProcess(name)])));
  const different = names.filter(name => runs.some(run => run[name].objects !== APIS * OBJECTS_PER_API));
  if (different.length > 0) {
    throw new Error(`${different.join(' and ')} registered ${different.map(name => runs[0][name].objects).join(' and ')} objects: expected ${APIS * OBJECTS_PER_API}; bring bench/model.ts up to date`);
  }
  const figure = (name: string, of: 'ms' | 'mb') => median(runs.map(run => run[name][of]));
  const rows = names.map(name => [
    name, `${figure(name, 'ms').toFixed(0)} ms`, ratio(figure(name, 'ms'), figure(BY_HAND, 'ms')), `${figure(name, 'mb').toFixed(0)} MB`, ratio(figure(name, 'mb'), figure(BY_HAND, 'mb')),
  ]);
  return {
    markdown: `${APIS} APIs of ${OBJECTS_PER_API} objects under Pulumi's mocks; medians of ${RUNS} interleaved runs. Ratios are to the resources registered by hand.

${table(['program', 'processor time', 'ratio', 'memory at its peak', 'ratio'], rows)}`,
    held: [
      { what: `components to resources by hand, time at ${APIS} APIs`, ratio: figure(COMPONENTS, 'ms') / figure(BY_HAND, 'ms'), limit: LIMIT },
      { what: `components to resources by hand, memory at ${APIS} APIs`, ratio: figure(COMPONENTS, 'mb') / figure(BY_HAND, 'mb'), limit: LIMIT },
    ],
  };
}

async function components(n: number, input: (host: string) => pulumiSdk.Input<string>): Promise<void> {
  new gatewarden.KongGateway('gateway', { behindLoadBalancer: false });
  for (let i = 0; i < n; i++) {
    const tier = new gatewarden.RateTier(`tier-${i}`, { minute: 100 + i });
    new gatewarden.SecuredApi(`api-${i}`, {
      host: input(`api-${i}.example.com`),
      tls: gatewarden.Tls.issuedBy(gatewarden.Issuer.cluster('letsencrypt-prod')),
      authentication: gatewarden.Authentication.jwt(),
      tier,
      ipAccess: gatewarden.IpAccess.allow(gatewarden.Cidr.of(`10.${Math.floor(i / 256)}.${i % 256}.0/24`)),
      bodyLimit: gatewarden.BodyLimit.of(gatewarden.BodySize.mebibytes(10)),
      routes: { '/v1': { backend: gatewarden.Backend.service('api', 80) } },
    });
  }
  await gatewarden.settled();
}

class Group extends pulumiSdk.ComponentResource {
  public finish(outputs: pulumiSdk.Inputs): void {
    this.registerOutputs(outputs);
  }
}

async function byHand(n: number): Promise<void> {
  for (let i = 0; i < n; i++) {
    const objects = objectsOf(i);
    const [tier, api] = ['tier', 'api'].map(name => new Group(`bench:index:${name}`, `${name}-${i}`));
    const before = objects.filter(({ kind }) => kind !== 'Ingress')
      .map(object => new kubernetes.apiextensions.CustomResource(object.metadata.name, object, { parent: object.metadata.name.startsWith('tier') ? tier : api }));
    objects.filter(({ kind }) => kind === 'Ingress')
      .forEach(object => new kubernetes.networking.v1.Ingress(object.metadata.name, object, { parent: api, dependsOn: before }));
    tier.finish({});
    api.finish({ host: `api-${i}.example.com` });
  }
}

/** Runs one program to its end and prints one line of JSON. */
async function measure(name: string): Promise<void> {
  let objects = 0;
  await pulumiSdk.runtime.setMocks({
    newResource: ({ type, name: resource, inputs }) => {
      objects += type.startsWith('kubernetes:') ? 1 : 0;
      return { id: `${resource}-id`, state: inputs };
    },
    call: () => ({}),
  });
  const began = process.cpuUsage();
  await PROGRAMS[name](APIS);
  // Whatever is still on its way to the engine.
  await pulumiSdk.runtime.disconnect();
  const { user, system } = process.cpuUsage(began);
  const ms = (user + system) / 1000;
  console.log(JSON.stringify({ ms, mb: process.resourceUsage().maxRSS / 1024, objects }));
}

function inProcess(name: string): Figure {
  return JSON.parse(execFileSync(process.execPath, [...process.execArgv, __filename, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
}

async function main(name: string | undefined): Promise<void> {
  if (name !== undefined) {
    return measure(name);
  }
  const { markdown, held } = await pulumi();
  console.log(markdown);
  held.forEach(({ what, ratio: of, limit }) => console.log(`- ${of <= limit ? 'held' : '**over**'}: ${what}, ×${of.toFixed(2)} of at most ×${limit}`));
  process.exitCode = held.some(({ ratio: of, limit }) => of > limit) ? 1 : 0;
}

if (require.main === module) {
  main(process.argv[2]).catch(error => {
    console.error(error);
    process.exitCode = 1;
  });
}
