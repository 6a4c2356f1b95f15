import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Testing } from 'cdk8s';
import { Cluster, isKnown } from './demo/cluster';
import { browse, scan } from './demo/entries';
import { GuardProcess } from './demo/guard-process';
import { abuseGuard } from './main';
import { ApiServer } from '../../test/e2e/peers/api-server';
import { definitions } from '../../test/e2e/peers/crds';

const ATTACKER = '203.0.113.7';
const CUSTOMER = '203.0.113.99';
/** How long each thing may take to happen, in milliseconds. */
const PATIENCE = 60_000;

/** Shows an address being blocked and released, with the emitted objects in an API server and the emitted program in the place of its pod. */
async function demo(args: string[]): Promise<void> {
  if (args.length > 0 && (args[0] !== '--kubeconfig' || args.length !== 2)) {
    throw new Error(`got ${args.join(' ')}: expected nothing, or --kubeconfig FILE of a cluster on this machine`);
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'abuse-guard-'));
  const own = args.length > 0 ? undefined : await ApiServer.start();
  const cluster = Cluster.fromKubeconfig(own?.kubeconfig ?? args[1]);
  const made: any[] = [];
  let guard: GuardProcess | undefined;
  try {
    guard = await show(cluster, folder, made, started => guard = started);
  } finally {
    await guard?.stop();
    await cluster.remove(own ? [] : made);
    cluster.close();
    await own?.stop();
    fs.rmSync(folder, { recursive: true });
  }
}

async function show(cluster: Cluster, folder: string, made: any[], onStart: (guard: GuardProcess) => void): Promise<GuardProcess> {
  const objects: any[] = abuseGuard(new App()).charts.flatMap(chart => Testing.synth(chart));
  const find = (kind: string, name: string): any => objects.find(object => object.kind === kind && object.metadata.name === name);

  say('1. the objects of the example are applied, without its Deployment, whose place this process takes');
  await applyDefinitions(cluster, made);
  const namespaces = [...new Set<string>(objects.map(({ metadata }) => metadata.namespace).filter(Boolean))].map(name => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  const wanted = [...namespaces, ...objects.filter(isKnown)];
  for (const object of wanted) {
    await cluster.apply(object) && made.push(object);
  }
  const lists = objects.filter(({ plugin }) => plugin === 'ip-restriction');
  const watched = lists.map(list => new WatchedList(cluster, list));
  await Promise.all(watched.map(list => list.look()));

  say('2. the guard starts, as its service account');
  const guard = await GuardProcess.start(folder, cluster, {
    program: find('ConfigMap', 'abuse-guard-program').data['abuse-guard.js'],
    config: JSON.parse(find('ConfigMap', 'abuse-guard-config').data['config.json']),
    token: await cluster.tokenOf(find('ServiceAccount', 'abuse-guard')),
  }, line => line.level === 'error' || line.level === 'audit' ? say(`   guard: ${JSON.stringify(line)}`) : undefined);
  onStart(guard);

  say(`3. somebody without the secret sends entries, and is answered ${await guard.post(scan(CUSTOMER, 200), 'Bearer guessed')}`);
  say(`4. ${CUSTOMER} looks at products, and ${ATTACKER} for files that are not there: answered ${await guard.post([...browse(CUSTOMER, 50), ...scan(ATTACKER, 20)])}`);
  await Promise.all(watched.map(list => list.until(deny => deny.join() === ATTACKER)));
  say(`   blocked: ${ATTACKER}, in ${watched.length} of ${watched.length} lists, and nobody else`);

  say('5. the plugins are applied again, as a GitOps tool does');
  await Promise.all(lists.map(list => cluster.apply(list)));
  await Promise.all(watched.map(list => list.look()));
  if (watched.some(({ deny }) => deny.join() !== ATTACKER)) {
    throw new Error('the deny lists are not the guard\'s any more');
  }
  say('   still blocked');

  say('6. the block ends by itself');
  await Promise.all(watched.map(list => list.until(deny => deny.length === 0)));
  say(`   released: ${ATTACKER}`);
  return guard;
}

/** Kong's definitions, where the cluster has none. */
async function applyDefinitions(cluster: Cluster, made: any[]): Promise<void> {
  const group = '/apis/configuration.konghq.com/v1';
  if (await cluster.serves(group)) {
    return;
  }
  for (const definition of definitions().filter(({ spec }) => spec.group === 'configuration.konghq.com')) {
    await cluster.apply(definition) && made.push(definition);
  }
  const ready = async (): Promise<boolean> => await cluster.serves(`${group}/kongplugins`) && cluster.serves(`${group}/kongclusterplugins`);
  await until('Kong\'s kinds are served', ready);
}

/** The deny list of a plugin, which is said whenever it has changed. */
class WatchedList {
  public deny: string[] = [];
  private told?: string;

  constructor(private readonly cluster: Cluster, private readonly object: any) {}

  public async look(): Promise<void> {
    const { config = {} } = await this.cluster.read(this.object) ?? {};
    this.deny = config.deny ?? [];
    const text = `allow ${config.allow?.join(', ')}; deny ${this.deny.join(', ') || 'nobody'}`;
    if (text !== this.told) {
      this.told = text;
      const { kind, metadata: { namespace, name } } = this.object;
      say(`   ${kind} ${namespace ? `${namespace}/` : ''}${name}: ${text}`);
    }
  }

  public async until(is: (deny: string[]) => boolean): Promise<void> {
    await until('the deny list to change', async () => {
      await this.look();
      return is(this.deny);
    });
  }
}

async function until(what: string, happened: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (!await happened()) {
    if (Date.now() > end) {
      throw new Error(`waited ${PATIENCE / 1000} seconds for ${what}`);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

demo(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
});
