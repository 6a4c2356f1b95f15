import * as k8s from '@pulumi/kubernetes';
import * as pulumiSdk from '@pulumi/pulumi';
import { ApiObject } from 'cdk8s';
import { asText, Authentication, ConstructComponent, Issuer, SecuredApi, Tls } from 'gatewarden/pulumi';
import { ApiServer } from './peers/api-server';
import { applyDefinitions } from './peers/crds';
import { nameOf } from './peers/kubernetes-client';
import { changes, Pulumi, PulumiStack, Run } from './peers/pulumi';
import { STARTING } from './peers/timeouts';
import { eventually } from './peers/wait';
import { Addresses } from './pulumi/addresses';
import { changesIn, MADE, objectsIn, stateOf } from './pulumi/cluster-objects';
import { FIRST, OTHER_AUTHENTICATION, OTHER_LIMIT, OTHER_TEXTS, OTHER_TEXTS_AGAIN, Settings, synthesized } from './pulumi/constructs';
import { History, itemsOf, states } from './pulumi/history';
import { components, fill, providerOf, wrapped } from './pulumi/program';
import { asStored, done, made, unknownIn, well } from './pulumi/runs';
import { openAtAnyMoment, viewOf, viewOfCluster } from './pulumi/view';

/** The longest that an update here may take, in milliseconds. */
const UPDATE = 120_000;

let cluster: ApiServer;
let pulumi: Pulumi;
let addresses: Addresses;

beforeAll(async () => {
  cluster = await ApiServer.start();
  await applyDefinitions(cluster.client);
  for (const name of ['shop', 'kong']) {
    await cluster.client.mustApply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  // Watches begin at what a list says, and the lists of new kinds are there a little later than the kinds.
  await eventually('the lists of all kinds', 60, async () => objectsIn(cluster));
  addresses = await Addresses.start(cluster, 'shop', ['api', 'api-premium']);
  pulumi = await Pulumi.start(cluster);
}, STARTING);

afterAll(async () => {
  await addresses?.stop();
  await cluster?.stop();
});

describe('resources without components', () => {
  let stack: PulumiStack;
  beforeAll(async () => {
    stack = await pulumi.stack('plain', 'tests');
  });

  function program(): void {
    const opts = { provider: providerOf(cluster) };
    const namespace = new k8s.core.v1.Namespace('place', { metadata: { name: 'plain' } }, opts);
    new k8s.core.v1.ConfigMap('settings', { metadata: { name: 'settings', namespace: namespace.metadata.name }, data: { a: '1' } }, opts);
    new k8s.apiextensions.CustomResource('plugin', {
      apiVersion: 'configuration.konghq.com/v1', kind: 'KongPlugin', metadata: { name: 'cors', namespace: namespace.metadata.name }, plugin: 'cors',
    }, opts);
  }

  test('are previewed, made, left alone and deleted', async () => {
    const all = ['Namespace plain', 'ConfigMap settings', 'KongPlugin cors'];
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'plain' } };
    expect(done(await well(stack.preview(program))).sort()).toEqual(all.map(name => `create ${name}`).sort());
    expect(await cluster.client.read(namespace)).toBeUndefined();
    expect(done(await well(stack.up(program))).sort()).toEqual(all.map(name => `create ${name}`).sort());
    expect((await cluster.client.read(namespace)).status.phase).toBe('Active');
    expect(done(await well(stack.up(program)))).toEqual([]);
    expect(done(await well(stack.destroy())).sort()).toEqual(all.map(name => `delete ${name}`).sort());
    expect(await cluster.client.read(namespace)).toBeUndefined();
  }, UPDATE);
});

describe('the core of a storefront, update by update', () => {
  let stack: PulumiStack;
  let before: string[];
  beforeAll(async () => {
    stack = await pulumi.stack('storefront', 'tests');
    before = await stateOf(cluster);
  });

  const named = (objects: any[]): string[] => objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();

  /** What Kong makes of the cluster is what it makes of the same constructs' YAML, and every object has all that the YAML says. */
  async function expectAsSynthesized(settings: Settings): Promise<void> {
    const objects = synthesized(settings);
    expect((await viewOfCluster(cluster)).toKongConfig()).toEqual(viewOf(objects).toKongConfig());
    for (const object of objects) {
      expect(await cluster.client.read(object)).toMatchObject(asStored(object));
    }
    const existing = new Set(before.map(line => line.split(' ').slice(0, 2).join(' ')));
    expect((await objectsIn(cluster)).map(nameOf).filter(name => !existing.has(name)).sort()).toEqual(objects.map(nameOf).sort());
  }

  test('a preview shows what will be made, and makes nothing', async () => {
    const preview = await well(stack.preview(components(cluster, FIRST)));
    expect(done(preview).sort()).toEqual(named(synthesized(FIRST)).map(name => `create ${name}`));
    expect(await stateOf(cluster)).toEqual(before);
  }, UPDATE);

  test('one component around the constructs would make the same', async () => {
    const [one, many] = [await well(stack.preview(wrapped(cluster, FIRST))), await well(stack.preview(components(cluster, FIRST)))];
    expect(made(one)).toEqual(made(many));
  }, UPDATE);

  test('an update makes all of it, and nothing else, and no route before its plugins', async () => {
    const history = await History.begin(cluster, MADE);
    const up = await well(stack.up(components(cluster, FIRST)));
    expect(done(up).sort()).toEqual(named(synthesized(FIRST)).map(name => `create ${name}`));
    expect(openAtAnyMoment(await history.end())).toEqual([]);
    await expectAsSynthesized(FIRST);
  }, UPDATE);

  test('a second update with the same program does nothing', async () => {
    const history = await History.begin(cluster, MADE);
    expect(changes(await well(stack.up(components(cluster, FIRST))))).toEqual([]);
    expect(await changesIn(history)).toEqual([]);
  }, UPDATE);

  test('another limit changes the plugins of its tier, and nothing else', async () => {
    const history = await History.begin(cluster, MADE);
    const plugins = ['KongPlugin standard-consumer-rate-limiting', 'KongPlugin standard-rate-limiting'];
    expect(done(await well(stack.up(components(cluster, OTHER_LIMIT)))).sort()).toEqual(plugins.map(name => `update ${name}`));
    expect((await changesIn(history)).sort()).toEqual(plugins.map(name => `MODIFIED ${name.replace(' ', ' shop/')}`));
    await expectAsSynthesized(OTHER_LIMIT);
  }, UPDATE);

  const texts = ['ConfigMap kong-settings', 'Secret standard-group'];

  test('other contents of a Secret and a ConfigMap replace them, as is the way of the provider, and open no route meanwhile', async () => {
    const history = await History.begin(cluster, MADE);
    const run = await well(stack.up(components(cluster, OTHER_TEXTS)));
    expect(done(run).filter(step => /^(create|delete)/.test(step)).sort()).toEqual(['create-replacement', 'delete-replaced'].flatMap(op => texts.map(name => `${op} ${name}`)));
    expect(openAtAnyMoment(await history.end())).toEqual([]);
    await expectAsSynthesized(OTHER_TEXTS);
  }, UPDATE);

  test('a provider that is told that they may change changes them where they are', async () => {
    const history = await History.begin(cluster, MADE);
    const run = await well(stack.up(() => fill(providerOf(cluster, { enableConfigMapMutable: true, enableSecretMutable: true }), OTHER_TEXTS_AGAIN)));
    expect(done(run).sort()).toEqual(texts.map(name => `update ${name}`));
    expect((await changesIn(history)).sort()).toEqual(['MODIFIED ConfigMap kong/kong-settings', 'MODIFIED Secret shop/standard-group']);
    await expectAsSynthesized(OTHER_TEXTS_AGAIN);
  }, UPDATE);

  describe('with another authentication', () => {
    let history: History;
    let run: Run;
    beforeAll(async () => {
      history = await History.begin(cluster, MADE);
      run = await well(stack.up(components(cluster, OTHER_AUTHENTICATION)));
    }, UPDATE);

    test('the new plugin is there before the routes name it, and the old one goes after that', () => {
      const ends = done(run, 'end');
      const at = (step: string) => {
        expect(ends).toContain(step);
        return ends.indexOf(step);
      };
      const begins = done(run);
      for (const route of ['api-v1', 'api-v1-premium']) {
        expect(at('create KongPlugin api-key-auth')).toBeLessThan(at(`update Ingress ${route}`));
        expect(at(`update Ingress ${route}`)).toBeLessThan(at('delete KongPlugin api-jwt'));
      }
      // What is deleted begins after all that is updated has ended.
      expect(begins.slice(-1)).toEqual(['delete KongPlugin api-jwt']);
    });

    test('at every moment the routes are there, ask for a credential, have a limit and name plugins that exist', async () => {
      const { before: first, changes: all } = await history.end();
      expect(all.length).toBeGreaterThan(0);
      expect(openAtAnyMoment({ before: first, changes: all })).toEqual([]);
      expect([...states(first, all)].map(objects => viewOf(objects).routes.length)).toEqual(Array(all.length + 1).fill(2));
    });

    test('it comes to what is synthesized', () => expectAsSynthesized(OTHER_AUTHENTICATION));
  });

  test('destruction leaves nothing, and takes no plugin before its routes', async () => {
    const history = await History.begin(cluster, MADE);
    await well(stack.destroy());
    expect(openAtAnyMoment(await history.end())).toEqual([]);
    expect(await stateOf(cluster)).toEqual(before);
  }, UPDATE);
});

describe('components', () => {
  let stack: PulumiStack;
  let before: string[];
  beforeEach(async () => {
    stack = await pulumi.stack('components', 'tests');
    before = await stateOf(cluster);
  });
  afterEach(async () => {
    await well(stack.destroy());
    expect(await stateOf(cluster)).toEqual(before);
    await stack.remove();
  }, UPDATE);

  /** An API whose host is known only once something else is made. */
  function laterHost(): void {
    const provider = providerOf(cluster);
    const record = new k8s.core.v1.ConfigMap('record', { metadata: { name: 'record', namespace: 'shop' } }, { provider });
    fill(provider, FIRST, { host: record.id.apply(id => `${id.split('/').pop()}.example.com`) });
  }

  test('a preview with a host that is not known yet leaves open what is made of it, and nothing else', async () => {
    const preview = await well(stack.preview(laterHost));
    const unknown = made(preview).flatMap(input => unknownIn(input, `${input.kind} ${input.metadata.name}`));
    expect(unknown).toEqual([
      'Certificate api-tls.spec.dnsNames.0',
      ...['api-v1', 'api-v1-premium'].flatMap(name => [`Ingress ${name}.spec.rules.0.host`, `Ingress ${name}.spec.tls.0.hosts.0`]),
    ]);
    expect(await stateOf(cluster)).toEqual(before);
  }, UPDATE);

  test('an update makes with the host what is made of a plain one', async () => {
    await well(stack.up(laterHost));
    const [ingress] = await itemsOf(cluster, '/apis/networking.k8s.io/v1/ingresses');
    const { host } = ingress.spec.rules[0];
    expect([host, ingress.spec.tls[0].hosts]).toEqual(['record.example.com', ['record.example.com']]);
  }, UPDATE);

  test('a renamed component with the id of its construct and an alias keeps all that it has made', async () => {
    await well(stack.up(components(cluster, FIRST)));
    const history = await History.begin(cluster, MADE);
    expect(changes(await well(stack.up(() => fill(providerOf(cluster), FIRST, { api: 'orders' }))))).toEqual([]);
    expect(await changesIn(history)).toEqual([]);
    expect((await stack.resources()).map(({ urn }) => urn.split('::').pop())).toEqual(expect.arrayContaining(['orders', 'orders-jwt']));
  }, UPDATE);

  test('what a guard finds fails the update, and nothing is registered', async () => {
    const run = await stack.up(() => {
      const provider = providerOf(cluster);
      const outputs = fill(provider);
      new ConstructComponent('by-hand', chart => new ApiObject(chart, 'open', {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        spec: {
          ingressClassName: 'kong',
          rules: [{ host: 'open.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'api', port: { number: 80 } } } }] } }],
        },
      }), { namespace: 'shop', provider });
      return outputs;
    });
    expect(run.ok).toBe(false);
    expect(run.text).toMatch(/the guards refuse this program, and nothing of it was registered:\n.*unauthenticated-route/);
    expect(done(run)).toEqual([]);
    expect(await stateOf(cluster)).toEqual(before);
  }, UPDATE);

  test('a route of a backend that is not there is no reason to wait for a component that skips that', async () => {
    const run = await well(stack.up(() => {
      new SecuredApi('early', {
        host: 'early.example.com', tls: Tls.issuedBy(Issuer.cluster('letsencrypt-prod')), authentication: Authentication.jwt(), routes: { '/': { backend: { name: 'nowhere', port: 80 } } },
      }, { namespace: 'shop', provider: providerOf(cluster), skipAwait: true });
    }));
    expect(done(run, 'end')).toContain('create Ingress early-root');
  }, UPDATE);

  test('what a component depends on is made before its objects and deleted after them', async () => {
    const run = await well(stack.up(() => {
      const provider = providerOf(cluster);
      const place = new k8s.core.v1.Namespace('place', { metadata: { name: 'place' } }, { provider });
      new ConstructComponent('inside', chart => new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'map' } }), { namespace: 'place', provider, dependsOn: [place] });
    }));
    expect([...done(run, 'end'), ...done(await well(stack.destroy()))])
      .toEqual(['create Namespace place', 'create ConfigMap map', 'delete ConfigMap map', 'delete Namespace place']);
  }, UPDATE);

  test('a secret in a longer text is encrypted in the state, and whole in the cluster', async () => {
    const secret = 'correct-horse-battery-staple';
    await well(stack.up(() => {
      new ConstructComponent('note', chart => new ApiObject(chart, 'address', {
        apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'address' }, data: { url: `https://robot:${asText(pulumiSdk.secret(secret))}@logs.example.com/in`, plain: 'as it is' },
      }), { namespace: 'shop', provider: providerOf(cluster) });
    }));
    const state = await stack.resources();
    const { inputs } = state.find(({ type }) => type === 'kubernetes:core/v1:ConfigMap');
    expect(JSON.stringify(state)).not.toContain(secret);
    expect(inputs.data).toEqual({ plain: 'as it is', url: expect.objectContaining({ ciphertext: expect.any(String) }) });
    const { data } = await cluster.client.read({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'address', namespace: 'shop' } });
    expect(data.url).toBe(`https://robot:${secret}@logs.example.com/in`);
  }, UPDATE);
});
