import { ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { request } from 'node:http';
import * as os from 'node:os';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { guard, platform } from './support';
import { AbuseGuardImage, SecretRef } from '../../../src';
import { find, synth } from '../../support/app';

const HEADER = 'Bearer 0123456789abcdef';
/** What the cluster has, by Secret and key. */
const SECRETS: Record<string, string> = { 'abuse-guard/secret': JSON.stringify(HEADER), 'abuse-guard/former': JSON.stringify('Bearer fedcba9876543210') };

const chart = platform();
guard(chart, { image: AbuseGuardImage.bundled(), formerLogSecret: SecretRef.of('abuse-guard', 'former') });
const objects = synth(chart);
const { containers: [container], volumes } = find(objects, 'Deployment', 'abuse-guard').spec.template.spec;

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'guard-pod-'));
let child: ChildProcess;
let ports: Record<string, number>;

/** The files of a volume, as the kubelet would make them. */
function filesOf({ configMap, projected }: any): [string, string][] {
  return configMap ? Object.entries<string>(find(objects, 'ConfigMap', configMap.name).data)
    : projected.sources.flatMap(({ secret }: any) => secret.items.map(({ key, path: name }: any) => [name, SECRETS[`${secret.name}/${key}`]]));
}

const ask = (port: number, method: string, at: string, headers: object = {}, body?: string) => new Promise<number>((resolve, reject) => {
  request({ host: '127.0.0.1', port, method, path: at, headers: { ...headers } }, answer => { answer.resume().once('end', () => resolve(answer.statusCode!)); })
    .once('error', reject).end(body);
});

/** The pod here: its mounts below a folder, and nothing else of it changed but what it listens to. */
beforeAll(async () => {
  const below = (text: string) => container.volumeMounts.reduce((all: string, { mountPath }: any) => all.replaceAll(`${mountPath}/`, `${root}${mountPath}/`), text);
  for (const { name, mountPath } of container.volumeMounts) {
    fs.mkdirSync(root + mountPath, { recursive: true });
    for (const [file, text] of filesOf(volumes.find((volume: any) => volume.name === name))) {
      const config = file.endsWith('.json') ? below(text).replace(/("port": )\d+/, '$10').replace(/("metricsPort": )\d+/, '$10') : text;
      fs.writeFileSync(path.join(root + mountPath, file), config, { mode: 0o440 });
    }
  }
  const [, ...args] = container.command;
  const env = Object.fromEntries(container.env.map(({ name, value }: any) => [name, below(value)]));
  // The program may read and do nothing else, as with a read-only root.
  child = spawn(process.execPath, [`--${process.allowedNodeEnvironmentFlags.has('--permission') ? '' : 'experimental-'}permission`, '--allow-fs-read=*', ...args.map(below)], {
    env: { ...env, KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: '1' }, stdio: ['ignore', 'pipe', 'ignore'], cwd: '/',
  });
  ports = await new Promise((resolve, reject) => {
    const lines: string[] = [];
    createInterface({ input: child.stdout! }).on('line', line => {
      lines.push(line);
      const { msg, port, metricsPort } = JSON.parse(line);
      if (msg === 'abuse guard serves') {
        resolve({ logs: port, metrics: metricsPort });
      }
    });
    child.once('exit', code => reject(new Error(`ended with ${code}: ${lines.join('\n')}`)));
  });
});

afterAll(() => {
  child?.kill('SIGKILL');
  fs.rmSync(root, { recursive: true });
});

test('the command of the pod serves with the mounts and the environment of the pod alone', async () => {
  const { livenessProbe, readinessProbe } = container;
  expect(await ask(ports[livenessProbe.httpGet.port], 'GET', livenessProbe.httpGet.path)).toBe(200);
  // It is here without an API server, which is what readiness is about.
  expect(await ask(ports[readinessProbe.httpGet.port], 'GET', readinessProbe.httpGet.path)).toBe(503);
});

test('it takes what the emitted http-log sends, with either secret', async () => {
  const { config } = find(objects, 'KongClusterPlugin', 'abuse-guard-http-log');
  const send = (value: string) => ask(ports.logs, config.method, new URL(config.http_endpoint).pathname, { 'Content-Type': config.content_type, 'Authorization': value }, '[]');
  expect([await send(HEADER), await send('Bearer fedcba9876543210'), await send('Bearer of somebody else')]).toEqual([200, 200, 401]);
});

test('it listens where the ports of the pod, the Service and the NetworkPolicy lead', () => {
  const { listen } = JSON.parse(find(objects, 'ConfigMap', 'abuse-guard-config').data['config.json']);
  expect(container.ports).toEqual([{ name: 'logs', containerPort: listen.port }, { name: 'metrics', containerPort: listen.metricsPort }]);
  const { ingress } = find(objects, 'NetworkPolicy', 'abuse-guard').spec;
  expect(ingress.flatMap(({ ports: open }: any) => open.map(({ port }: any) => port))).toEqual([listen.port, listen.metricsPort]);
  const [{ targetPort, port }] = find(objects, 'Service', 'abuse-guard').spec.ports;
  expect([targetPort, `http://abuse-guard.kong.svc${port === 80 ? '' : `:${port}`}/logs`]).toEqual(['logs', find(objects, 'KongClusterPlugin', 'abuse-guard-http-log').config.http_endpoint]);
});

test('the shipped image starts the same program in the same way', () => {
  const dockerfile = fs.readFileSync(path.join(__dirname, '..', '..', '..', 'assets', 'abuse-guard.Dockerfile'), 'utf8');
  expect(dockerfile).toContain(`\nCMD ${JSON.stringify(container.command).replace(',', ', ')}\n`);
  expect(dockerfile).toContain(`\nFROM ${container.image}\n`);
});
