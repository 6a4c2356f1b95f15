import * as https from 'node:https';
import { eventually } from './wait';

/** What the API server answered. */
export interface Answer {
  readonly status: number;
  readonly body: any;
  /** What it warned of: fields that it dropped, what is deprecated. */
  readonly warnings: string[];
}

interface Resource {
  readonly plural: string;
  readonly namespaced: boolean;
}

/** The field manager of everything that is applied here. */
const MANAGER = 'gatewarden';

/** As much of a Kubernetes client as the tests need. */
export class KubernetesClient {
  private readonly agent: https.Agent;
  private readonly resources = new Map<string, Map<string, Resource>>();

  /** @param ca the certificates that the server's is checked against, as PEM */
  constructor(private readonly port: number, ca: string, private readonly token: string) {
    this.agent = new https.Agent({ keepAlive: true, ca });
  }

  /** Server-side apply with strict field validation, as the only owner of what it sets. */
  public async apply(object: any): Promise<Answer> {
    const path = await this.pathOf(object);
    return this.request('PATCH', `${path}?fieldManager=${MANAGER}&fieldValidation=Strict&force=false`, 'application/apply-patch+yaml', object);
  }

  /** Applies what must succeed. */
  public async mustApply(object: any): Promise<any> {
    const answer = await this.apply(object);
    if (answer.status >= 300) {
      throw new Error(`${nameOf(object)}: ${answer.status} ${messageOf(answer)}`);
    }
    return answer.body;
  }

  /** Sends an object as it is to where it would be created, without the help that apply has. */
  public async create(object: any): Promise<Answer> {
    const collection = (await this.pathOf(object)).replace(/\/[^/]*$/, '');
    return this.request('POST', `${collection}?fieldManager=${MANAGER}&fieldValidation=Strict`, 'application/json', object);
  }

  /** The object as the server has it; undefined if there is none. */
  public async read(object: any): Promise<any | undefined> {
    const { status, body } = await this.request('GET', await this.pathOf(object));
    return status === 404 ? undefined : body;
  }

  /** Deletes objects, and waits until none is left. */
  public async delete(objects: any[]): Promise<void> {
    for (const object of [...objects].reverse()) {
      await this.request('DELETE', `${await this.pathOf(object)}?propagationPolicy=Background`);
    }
    for (const object of objects) {
      await eventually(`${nameOf(object)} to be deleted`, 30, async () => await this.read(object) ? undefined : true);
    }
  }

  public async get(path: string): Promise<Answer> {
    return this.request('GET', path);
  }

  public close(): void {
    this.agent.destroy();
  }

  private async pathOf(object: any): Promise<string> {
    const root = object.apiVersion.includes('/') ? `/apis/${object.apiVersion}` : `/api/${object.apiVersion}`;
    const { plural, namespaced } = await this.resource(root, object.kind);
    const namespace = namespaced ? `/namespaces/${encodeURIComponent(object.metadata.namespace ?? 'default')}` : '';
    return `${root}${namespace}/${plural}/${encodeURIComponent(object.metadata.name)}`;
  }

  private async resource(root: string, kind: string): Promise<Resource> {
    if (!this.resources.get(root)?.has(kind)) {
      const { status, body } = await this.get(root);
      const all: any[] = status === 200 ? body.resources : [];
      this.resources.set(root, new Map(all.filter(r => !r.name.includes('/')).map(r => [r.kind, { plural: r.name, namespaced: r.namespaced }])));
    }
    const resource = this.resources.get(root)!.get(kind);
    if (!resource) {
      throw new Error(`the API server has no ${kind} in ${root}`);
    }
    return resource;
  }

  private request(method: string, path: string, type?: string, content?: any): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = https.request({
        host: '127.0.0.1', port: this.port, agent: this.agent, method, path,
        headers: { Authorization: `Bearer ${this.token}`, Accept: 'application/json', ...type && { 'Content-Type': type } },
      }, response => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString();
          const isJson = response.headers['content-type']?.startsWith('application/json');
          // Node joins several headers of one name, each of which is `299 - "text"`.
          const warnings = [...String(response.headers.warning ?? '').matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map(match => match[1].replace(/\\(.)/g, '$1'));
          resolve({ status: response.statusCode!, body: isJson ? JSON.parse(text) : text, warnings });
        });
      });
      request.once('error', reject);
      request.end(content === undefined ? undefined : JSON.stringify(content));
    });
  }
}

/** An object as messages name it. */
export function nameOf(object: any): string {
  const { name, namespace } = object.metadata ?? {};
  return `${object.kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

/** What the server said against it. */
export function messageOf(answer: Answer): string {
  return answer.body?.message ?? String(answer.body);
}
