import { Answer, KubernetesApi } from '../../../../src/runtime/abuse-guard/kubernetes-client';

const PLUGINS = '/apis/configuration.konghq.com/v1/kongclusterplugins';
export const STATE = '/api/v1/namespaces/kong/configmaps/guard';
export const LEASE = '/apis/coordination.k8s.io/v1/namespaces/kong/leases/guard';

/** Objects by path, with as much of an API server as the guard relies on; the suites against a real one hold it to that. */
export class FakeCluster implements KubernetesApi {
  public readonly objects = new Map<string, any>();
  /** What was asked, as `GET path`. */
  public readonly asked: string[] = [];
  /** Answers instead of the cluster, or throws. */
  public intercept?: (method: string, path: string, body?: any) => Answer | undefined;
  private version = 0;

  constructor() {
    this.put(STATE, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'guard', namespace: 'kong' } });
    this.put(LEASE, { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'guard', namespace: 'kong' } });
    this.addPlugin('deny', { allow: ['0.0.0.0/0', '::/0'] });
  }

  public addPlugin(name: string, config: any, managers: any[] = []): void {
    this.put(`${PLUGINS}/${name}`, {
      apiVersion: 'configuration.konghq.com/v1', kind: 'KongClusterPlugin', metadata: { name, managedFields: managers }, plugin: 'ip-restriction', config,
    });
  }

  public deny(name: string = 'deny'): string[] | undefined {
    return this.objects.get(`${PLUGINS}/${name}`)?.config.deny;
  }

  public remove(name: string): void {
    this.objects.delete(`${PLUGINS}/${name}`);
  }

  public edit(path: string, change: (object: any) => void): void {
    const object = structuredClone(this.objects.get(path));
    change(object);
    this.put(path, object);
  }

  public plugin(name: string = 'deny'): string {
    return `${PLUGINS}/${name}`;
  }

  public async get(path: string): Promise<Answer> {
    return this.ask('GET', path, undefined, () => this.found(path));
  }

  public async apply(path: string, manager: string, body: any): Promise<Answer> {
    return this.ask('APPLY', path, body, () => {
      const object = structuredClone(this.objects.get(path));
      if (!object || (body.metadata.uid && body.metadata.uid !== object.metadata.uid)) {
        return { status: 409, body: { message: 'uid mismatch' } };
      }
      if (body.metadata.resourceVersion && body.metadata.resourceVersion !== object.metadata.resourceVersion) {
        return { status: 409, body: { message: 'the object has been modified' } };
      }
      const others = (object.metadata.managedFields ?? []).filter((entry: any) => !entry.fieldsV1['f:config']?.['f:deny']);
      if (body.config?.deny) {
        object.config.deny = body.config.deny;
        object.metadata.managedFields = [...others, { manager, operation: 'Apply', fieldsV1: { 'f:config': { 'f:deny': {} } } }];
      } else if (object.config) {
        delete object.config.deny;
        object.metadata.managedFields = others;
      }
      if (body.data) {
        object.data = { ...object.data, ...body.data };
      }
      this.put(path, object);
      return this.found(path);
    });
  }

  public async update(path: string, _manager: string, body: any): Promise<Answer> {
    return this.ask('UPDATE', path, body, () => {
      if (this.objects.get(path)?.metadata.resourceVersion !== body.metadata.resourceVersion) {
        return { status: 409, body: { message: 'the object has been modified' } };
      }
      this.put(path, structuredClone(body));
      return this.found(path);
    });
  }

  private ask(method: string, path: string, body: any, answer: () => Answer): Answer {
    this.asked.push(`${method} ${path}`);
    return this.intercept?.(method, path, body) ?? answer();
  }

  private found(path: string): Answer {
    const object = this.objects.get(path);
    return object ? { status: 200, body: structuredClone(object) } : { status: 404, body: { message: 'not found' } };
  }

  private put(path: string, object: any): void {
    this.objects.set(path, { ...object, metadata: { uid: path, ...object.metadata, resourceVersion: `${++this.version}` } });
  }
}
