import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import * as state from '@pulumi/pulumi/runtime/state';
import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { asText, Authentication, Backend, ConstructComponent, Issuer, KongGateway, RateTier, SecretRef, SecuredApi, settled, Tls } from 'gatewarden/pulumi';
import { objectsIn, resource, startProgram } from './support';
import { KongPlugin, SecuredApi as SecuredApiConstruct } from '../../src';

const NAMESPACE = { namespace: 'shop' };
const args = () => ({ host: 'api.example.com', tls: Tls.issuedBy(Issuer.cluster('letsencrypt')), authentication: Authentication.jwt() });
const routes = () => ({ '/v1': { backend: Backend.service('api', 80) } });
const configMap = (scope: Construct, name: string, data: Record<string, string> = {}) =>
  new ApiObject(scope, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });

/** The last parts of the URNs that a request depends on. */
function dependencies(request: any): string[] {
  return request.getDependenciesList().map((urn: string) => urn.split('::').pop()).sort();
}

describe('resources', () => {
  test('built-in kinds are registered through their classes, all others as custom resources', async () => {
    const seen = await startProgram();
    new SecuredApi('orders', { ...args(), routes: routes() }, NAMESPACE);
    await settled();
    expect(new Set(objectsIn(seen).map(({ type }) => type))).toEqual(new Set([
      'kubernetes:networking.k8s.io/v1:Ingress', 'kubernetes:configuration.konghq.com/v1:KongPlugin', 'kubernetes:cert-manager.io/v1:Certificate',
    ]));
  });

  test('a route depends on its plugins and its certificate', async () => {
    const seen = await startProgram();
    const tier = new RateTier('standard', { minute: 100 }, NAMESPACE);
    new SecuredApi('orders', { ...args(), tier, routes: routes() }, NAMESPACE);
    await settled();
    expect(dependencies(resource(seen, 'Ingress', 'orders-v1').request))
      .toEqual(['orders-jwt', 'orders-post-function', 'orders-pre-function', 'orders-response-transformer', 'orders-tls', 'standard-rate-limiting']);
  });

  test('a consumer depends on its secrets, and a plugin on the secret that patches it', async () => {
    const seen = await startProgram();
    new ConstructComponent('extras', scope => {
      new KongPlugin(scope, 'auth', { plugin: 'http-log', config: { http_endpoint: 'https://log.example.com' }, configPatches: [{ path: '/headers/Authorization', secret: SecretRef.of('key', 'value') }], name: 'auth' });
      new ApiObject(scope, 'key', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'key' }, stringData: { value: 'x' } });
      new SecuredApiConstruct(scope, 'orders', { ...args(), plugins: [scope.node.findChild('auth') as KongPlugin] }).addRoute('/v1', { backend: Backend.service('api', 80) });
    }, NAMESPACE);
    await settled();
    expect(dependencies(resource(seen, 'KongPlugin', 'extras-auth').request)).toEqual(['extras-key']);
  });

  test('the parent of an object is the component that declares it, whoever has it made', async () => {
    const seen = await startProgram();
    const tier = new RateTier('standard', { minute: 100 }, NAMESPACE);
    new SecuredApi('orders', { ...args(), tier, routes: routes() }, NAMESPACE);
    await settled();
    expect(resource(seen, 'KongPlugin', 'standard-rate-limiting').request.getParent()).toMatch(/gatewarden:index:RateTier::standard$/);
    expect(resource(seen, 'Ingress', 'orders-v1').request.getParent()).toMatch(/gatewarden:index:SecuredApi::orders$/);
  });

  test('a provider reaches the objects', async () => {
    const seen = await startProgram();
    const provider = new kubernetes.Provider('cluster', {});
    new SecuredApi('orders', { ...args(), routes: routes() }, { ...NAMESPACE, provider });
    await settled();
    expect(objectsIn(seen).map(object => object.provider?.split('::').slice(-2)[0])).toEqual(expect.arrayContaining(['cluster']));
    expect(resource(seen, 'Ingress', 'orders-v1').provider).toContain('pulumi:providers:kubernetes::cluster');
  });

  test('protect reaches the objects', async () => {
    const seen = await startProgram();
    new SecuredApi('orders', { ...args(), routes: routes() }, { ...NAMESPACE, protect: true });
    await settled();
    expect(resource(seen, 'Ingress', 'orders-v1').request.getProtect()).toBe(true);
  });

  test('a renamed component with an alias keeps the names of its objects, and each finds its old resource', async () => {
    const seen = await startProgram();
    // An engine that does not derive the aliases of children has them from the library, so that they can be seen.
    (state as any).getStore().supportsAliasSpecs = false;
    new SecuredApi('orders', { ...args(), routes: routes() }, { ...NAMESPACE, constructId: 'api', aliases: [{ name: 'api' }] });
    await settled();
    const found = objectsIn(seen).map(({ request, inputs }) => [inputs.metadata.name, request.getAliasurnsList().map((urn: string) => urn.split('::').pop())]);
    expect(found.length).toBeGreaterThan(4);
    expect(found.filter(([name, aliases]) => !aliases.includes(name))).toEqual([]);
  });

  test('fails for a construct id without an alias', async () => {
    await startProgram();
    expect(() => new SecuredApi('orders', { ...args(), routes: routes() }, { ...NAMESPACE, constructId: 'api' })).toThrow(/no alias/);
  });

  test('a plugin of another type is another resource and another object, so that nothing is replaced', async () => {
    const made = async (plugin: string) => {
      const seen = await startProgram();
      new ConstructComponent('extras', scope => {
        const own = new KongPlugin(scope, 'limit', { plugin });
        new SecuredApiConstruct(scope, 'orders', { ...args(), plugins: [own] }).addRoute('/v1', { backend: Backend.service('api', 80) });
      }, NAMESPACE);
      await settled();
      return objectsIn(seen).find(({ inputs }) => inputs.plugin === plugin)!;
    };
    const [first, second] = [await made('request-termination'), await made('correlation-id')];
    expect([first.name, first.inputs.metadata.name]).toEqual(['extras-limit-request-termination', 'limit-request-termination']);
    expect([second.name, second.inputs.metadata.name]).toEqual(['extras-limit-correlation-id', 'limit-correlation-id']);
  });
});

describe('constructs', () => {
  class OrganisationApi extends SecuredApiConstruct {
    constructor(scope: Chart, id: string, host: string) {
      super(scope, id, { ...args(), host });
    }
  }

  test("an organisation's own class works in a component", async () => {
    const seen = await startProgram();
    new ConstructComponent('team', scope => new OrganisationApi(scope, 'orders', asText(pulumi.output('orders.example.com'))).addRoute('/v1', { backend: Backend.service('api', 80) }), NAMESPACE);
    await settled();
    expect(resource(seen, 'Ingress', 'team-orders-v1').inputs.spec.rules[0].host).toBe('orders.example.com');
  });

  test('what a callback returns is at hand', async () => {
    await startProgram();
    const component = new ConstructComponent('extras', scope => configMap(scope, 'one'), NAMESPACE);
    expect(component.made.name).toBe('one');
    await settled();
  });

  test('fails for two components of one name, when the second is made', async () => {
    await startProgram();
    new RateTier('standard', { minute: 100 }, NAMESPACE);
    expect(() => new RateTier('standard', { minute: 100 }, NAMESPACE)).toThrow(/component 'standard' would be 'standard' in namespace shop/);
    await settled();
  });

  test('a component that throws leaves nothing behind', async () => {
    const seen = await startProgram();
    expect(() => new SecuredApi('orders', { ...args(), host: 'API.example.com', routes: routes() }, NAMESPACE)).toThrow(/upper-case/);
    await settled();
    expect(seen).toEqual([]);
  });

  test('fails for a program in which a route could not be added, even if the error is caught', async () => {
    const seen = await startProgram();
    const api = new SecuredApi('orders', { ...args(), routes: routes() }, NAMESPACE);
    expect(() => api.addRoute('no path', { backend: Backend.service('api', 80) })).toThrow();
    await expect(settled()).rejects.toThrow();
    expect(objectsIn(seen)).toEqual([]);
  });

  test('change is done again with the values', async () => {
    const seen = await startProgram();
    const tier = new RateTier('standard', { minute: pulumi.output(100) }, NAMESPACE);
    const api = new SecuredApi('orders', { ...args(), tier, routes: routes() }, NAMESPACE);
    api.change(construct => construct.node.findAll().filter(ApiObject.isApiObject).forEach(object => (object as ApiObject).metadata.addLabel('team', 'shop')));
    await settled();
    expect(resource(seen, 'Ingress', 'orders-v1').inputs.metadata.labels).toEqual({ team: 'shop' });
  });
});

describe('programs that wait', () => {
  test('what is made after an await is registered as well', async () => {
    const seen = await startProgram();
    new ConstructComponent('first', scope => configMap(scope, 'one'), NAMESPACE);
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(objectsIn(seen).map(({ name }) => name)).toEqual(['first-one']);
    new ConstructComponent('second', scope => configMap(scope, 'two'), NAMESPACE);
    await settled();
    expect(objectsIn(seen).map(({ name }) => name)).toEqual(['first-one', 'second-two']);
  });

  test('the guards see what was registered before', async () => {
    const seen = await startProgram();
    new SecuredApi('orders', { ...args(), routes: routes() }, NAMESPACE);
    await settled();
    const before = objectsIn(seen).length;
    new SecuredApi('others', { ...args(), routes: routes() }, NAMESPACE);
    await expect(settled()).rejects.toThrow(/duplicate-route/);
    expect(objectsIn(seen)).toHaveLength(before);
  });

  test('fails for an object that is changed after it was registered', async () => {
    await startProgram();
    const component = new ConstructComponent('extras', scope => configMap(scope, 'one'), NAMESPACE);
    await settled();
    component.change(chart => (chart.node.findChild('one') as ApiObject).metadata.addLabel('a', 'b'));
    await expect(settled()).rejects.toThrow(/would be another one than what was registered before the program waited/);
  });

  test('what depends on a component waits for its objects', async () => {
    const seen = await startProgram();
    const component = new ConstructComponent('extras', scope => configMap(scope, 'one'), NAMESPACE);
    const after = new kubernetes.core.v1.ConfigMap('after', {}, { dependsOn: [component] });
    await settled();
    await (after.urn as any).promise();
    expect(dependencies(resource(seen, 'ConfigMap', 'after').request)).toEqual(['extras-one']);
  });

  test('programs know nothing of each other', async () => {
    await startProgram();
    new SecuredApi('orders', { ...args(), routes: routes() }, NAMESPACE);
    await settled();
    const seen = await startProgram();
    new SecuredApi('orders', { ...args(), routes: routes() }, NAMESPACE);
    await settled();
    expect(objectsIn(seen)).not.toEqual([]);
  });
});

describe('gateways', () => {
  test('a second one serves the components that name it', async () => {
    const seen = await startProgram();
    new KongGateway('first', { cluster: 'one' });
    const second = new KongGateway('second', { cluster: 'two', ingressClassName: 'other' });
    new SecuredApi('orders', { ...args(), routes: routes() }, { ...NAMESPACE, gateway: second });
    await settled();
    expect(resource(seen, 'Ingress', 'orders-v1').inputs.spec.ingressClassName).toBe('other');
  });

  test('fails for a component that names none of several', async () => {
    await startProgram();
    new KongGateway('first', { cluster: 'one' });
    new KongGateway('second', { cluster: 'two', ingressClassName: 'other' });
    expect(() => new RateTier('standard', { minute: 100 }, NAMESPACE)).toThrow(/does not say which gateway serves it, and there are 'first' and 'second'/);
    await settled();
  });
});
