import { ApiObject, App, Chart } from 'cdk8s';
import { GuardReport, KongGateway, KongPlugin } from 'gatewarden';
import { ApiServer } from './peers/api-server';
import { applyDefinitions } from './peers/crds';
import { messageOf } from './peers/kubernetes-client';
import { STARTING } from './peers/timeouts';
import { CASES, ONLY_THE_SERVER } from './refused/cases';
import { certificate, clusterPlugin, configMap, consumer, ingress, networkPolicy, plugin, podMonitor, rules, secret, service, upstreamPolicy } from './refused/objects';
import { strictViolations } from '../support/strict-schemas';

const SOUND = [
  plugin(), clusterPlugin(), consumer(), ingress(), certificate(), rules(), podMonitor(), service(), networkPolicy({ podSelector: {} }), configMap({ KONG_HEADERS: 'off' }),
  secret({ stringData: { key: 'web' } }), upstreamPolicy({ algorithm: 'round-robin' }),
];

let cluster: ApiServer;

beforeAll(async () => {
  cluster = await ApiServer.start();
  await applyDefinitions(cluster.client);
  await cluster.makeNamespaces([plugin()]);
}, STARTING);

afterAll(() => cluster?.stop());

/** What is written of an object, without the fields that are undefined. */
function written(object: any): any {
  return JSON.parse(JSON.stringify(object));
}

/** A chart of an app with a gateway. */
function chartWithGateway(): Chart {
  const app = new App();
  new KongGateway(app, 'gateway');
  return new Chart(app, 'chart', { namespace: 'refused' });
}

function rulesAgainst(object: any): string[] {
  const chart = chartWithGateway();
  new ApiObject(chart, 'object', written(object));
  return GuardReport.of(chart).errors.map(finding => finding.rule);
}

async function refusal(object: any): Promise<string> {
  const answer = await cluster.client.apply(written(object));
  return answer.status >= 400 ? messageOf(answer) : `accepted with ${answer.status}`;
}

describe.each(CASES)('$what', ({ object, server, schema, rule, construct }) => {
  test(`is seen by ${['the schemas', rule && `the rule ${rule}`, construct && 'a construct'].filter(Boolean).join(', ')}`, () => {
    expect(strictViolations(object).join('\n')).toContain(schema);
    if (rule) {
      expect(rulesAgainst(object)).toContain(rule);
    }
    if (construct) {
      const [make, says] = construct;
      expect(() => make(chartWithGateway())).toThrow(says);
    }
  });

  test('is refused by the server', async () => {
    expect(await refusal(object)).toContain(server);
  });
});

describe.each(ONLY_THE_SERVER)('$what', ({ object, server, because }) => {
  test(`is refused by the server alone: ${because}`, async () => {
    expect(strictViolations(object)).toEqual([]);
    expect(await refusal(object)).toContain(server);
  });
});

test('the type of a plugin cannot be changed, and a plugin of ours never is: its name carries the type', async () => {
  await cluster.client.mustApply(plugin());
  expect(await refusal(plugin({ plugin: 'acl', config: { allow: ['web'] } }))).toContain('The plugin field is immutable');

  const names = ['cors', 'key-auth'].map(type => new KongPlugin(chartWithGateway(), 'plugin', { plugin: type }).pluginName);
  expect(names).toEqual(['plugin-cors', 'plugin-key-auth']);
});

test.each(SOUND.map((object): [string, any] => [object.kind, object]))('the %s that the cases break is sound', async (_kind, object) => {
  expect(strictViolations(object)).toEqual([]);
  expect((await cluster.client.apply(object)).status).toBeLessThan(300);
});
