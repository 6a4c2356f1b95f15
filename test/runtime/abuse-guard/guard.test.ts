import { Authority } from './support/certificates';
import { entry } from './support/entries';
import { temporaryFiles } from './support/files';
import { recordedLog } from './support/recorded-log';
import { ask } from './support/requests';
import { settings } from './support/settings';
import { SYSTEM_CLOCK } from '../../../src/runtime/abuse-guard/clock';
import { Guard } from '../../../src/runtime/abuse-guard/guard';

// With a cluster it is tested in test/e2e; here the api server is away from the beginning.
const file = temporaryFiles();
const SECRET = 'Bearer 0123456789abcdef';
const HEADERS = { 'Authorization': SECRET, 'Content-Type': 'application/json' };

function scene(change: object = {}) {
  const log = recordedLog();
  const guard = new Guard(settings({
    listen: { port: 0, metricsPort: 0, host: '127.0.0.1' }, authentication: { sharedSecretFiles: [file('source', SECRET)] },
    kubernetes: { server: 'https://127.0.0.1:1', tokenFile: file('token', 'x'), caFile: file('ca.pem', new Authority().cert) }, ...change,
  }), SYSTEM_CLOCK, log, {});
  return { guard, log };
}

test('without an api server it is alive, takes entries in, and is not ready', async () => {
  const { guard, log } = scene();
  const { port, metricsPort } = await guard.start();
  try {
    expect((await ask(metricsPort, { path: '/healthz' })).status).toBe(200);
    const { status, body } = await ask(metricsPort, { path: '/readyz' });
    expect([status, JSON.parse(body)]).toEqual([503, { ready: false, leader: false, problems: ['the api server does not answer'], degraded: [] }]);
    expect((await ask(port, { method: 'POST', path: '/logs', headers: HEADERS }, JSON.stringify(entry(401, '203.0.113.9')))).status).toBe(200);
    const metrics = (await ask(metricsPort, { path: '/metrics' })).body;
    expect(metrics).toContain('gatewarden_abuse_guard_entries_total{outcome="counted"} 1\n');
    expect(metrics).toContain('gatewarden_abuse_guard_kubernetes_up 0\n');
    expect(log.lines.filter(({ msg }) => msg === 'the lease cannot be renewed')).toHaveLength(1);
  } finally {
    await guard.stop();
  }
});

test('when it has ended nobody answers any more', async () => {
  const { guard } = scene();
  const { port, metricsPort } = await guard.start();
  await guard.stop();
  await expect(ask(port, { path: '/logs' })).rejects.toThrow(/ECONNREFUSED/);
  await expect(ask(metricsPort, { path: '/healthz' })).rejects.toThrow(/ECONNREFUSED/);
});

test('fails to start on a port that is taken', async () => {
  const { guard } = scene();
  const { port } = await guard.start();
  const other = scene({ listen: { port, metricsPort: 0, host: '127.0.0.1' } }).guard;
  await expect(other.start()).rejects.toThrow(/EADDRINUSE/);
  await Promise.all([guard.stop(), other.stop().catch(() => undefined)]);
});

test('fails to start outside of a cluster without saying where one is', () => {
  expect(() => new Guard(settings(), SYSTEM_CLOCK, recordedLog(), {})).toThrow(/expected to run in a pod/);
});
