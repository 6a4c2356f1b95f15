import { ObjectName } from './config';
import { FIELD_MANAGER } from './deny-list';
import { KubernetesApi, messageOf } from './kubernetes-client';

const KEY = 'blocks.json';

/** The state was changed by somebody else since it was read. */
export class StateConflict extends Error {}

/** The ConfigMap that keeps the state as text. Its version is the fence: who was leader once cannot write over the next one. */
export class StateObject {
  private readonly path: string;
  private version?: string;
  private uid?: string;
  private written?: string;

  constructor(private readonly client: KubernetesApi, private readonly object: ObjectName) {
    this.path = `/api/v1/namespaces/${object.namespace}/configmaps/${object.name}`;
  }

  /** The text; undefined if none was ever written. @throws if the object is missing or cannot be read */
  public async read(): Promise<string | undefined> {
    const answer = await this.client.get(this.path);
    if (answer.status !== 200) {
      throw new Error(`configmap ${this.object.namespace}/${this.object.name}: ${answer.status} ${messageOf(answer)}`);
    }
    this.version = answer.body.metadata.resourceVersion;
    this.uid = answer.body.metadata.uid;
    const text = answer.body.data?.[KEY];
    this.written = typeof text === 'string' ? text : undefined;
    return this.written;
  }

  /** Writes the text if it differs. @throws StateConflict if the object is not as it was read */
  public async write(text: string): Promise<boolean> {
    if (text === this.written) {
      return false;
    }
    const { name, namespace } = this.object;
    const answer = await this.client.apply(this.path, FIELD_MANAGER, {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace, uid: this.uid, resourceVersion: this.version }, data: { [KEY]: text },
    });
    if (answer.status === 409 || answer.status === 404) {
      throw new StateConflict(`configmap ${namespace}/${name}: ${answer.status} ${messageOf(answer)}`);
    }
    if (answer.status >= 300) {
      throw new Error(`configmap ${namespace}/${name}: ${answer.status} ${messageOf(answer)}`);
    }
    this.version = answer.body.metadata.resourceVersion;
    this.written = text;
    return true;
  }
}
