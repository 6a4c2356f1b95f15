import * as fs from 'node:fs';
import * as https from 'node:https';
import { parse } from 'yaml';

/** What an API server answered. */
export interface Answer {
  readonly status: number;
  readonly body: any;
}

const MANAGER = 'gitops';
/** Where objects of these kinds are; the demonstration needs no others. */
const PLURALS: Record<string, string> = {
  ClusterRole: 'clusterroles', ClusterRoleBinding: 'clusterrolebindings', ConfigMap: 'configmaps', CustomResourceDefinition: 'customresourcedefinitions',
  KongClusterPlugin: 'kongclusterplugins', KongPlugin: 'kongplugins', Lease: 'leases', Namespace: 'namespaces', Role: 'roles', RoleBinding: 'rolebindings',
  ServiceAccount: 'serviceaccounts',
};

/** An API server on this machine, as a kubeconfig file tells of it. */
export class Cluster {
  /** @throws when the file has no current context, or the server is on another machine */
  public static fromKubeconfig(file: string): Cluster {
    const config = parse(fs.readFileSync(file, 'utf8'));
    const named = (list: any[], name: string) => (list ?? []).find(entry => entry.name === name);
    const context = named(config.contexts, config['current-context'])?.context;
    const cluster = named(config.clusters, context?.cluster)?.cluster;
    if (!cluster) {
      throw new Error(`${file} has no current context: expected one with a cluster; choose it with kubectl config use-context`);
    }
    if (!['127.0.0.1', 'localhost', '[::1]', '0.0.0.0'].includes(new URL(cluster.server).hostname)) {
      throw new Error(`${file} leads to ${cluster.server}: expected a cluster on this machine, since global plugins are applied there; use kind, k3d or minikube`);
    }
    return new Cluster(cluster, named(config.users, context.user)?.user ?? {});
  }

  public readonly server: string;
  public readonly ca: string;
  private readonly agent: https.Agent;
  private readonly token?: string;

  private constructor(cluster: any, user: any) {
    const pem = (of: any, name: string): string | undefined => of[`${name}-data`] ? Buffer.from(of[`${name}-data`], 'base64').toString() : of[name] && fs.readFileSync(of[name], 'utf8');
    this.server = cluster.server;
    this.ca = pem(cluster, 'certificate-authority') ?? '';
    this.token = user.token;
    this.agent = new https.Agent({ keepAlive: true, ca: this.ca, cert: pem(user, 'client-certificate'), key: pem(user, 'client-key') });
  }

  /** Applies an object as a GitOps tool does: it owns what it states, and nothing else. Tells whether it was not there before. */
  public async apply(object: any): Promise<boolean> {
    const { status } = await this.must('PATCH', `${pathOf(object)}?fieldManager=${MANAGER}&fieldValidation=Strict`, object, 'application/apply-patch+yaml');
    return status === 201;
  }

  /** Takes objects away again. */
  public async remove(objects: any[]): Promise<void> {
    for (const object of [...objects].reverse()) {
      await this.ask('DELETE', pathOf(object));
    }
  }

  public async read(object: any): Promise<any | undefined> {
    const { status, body } = await this.ask('GET', pathOf(object));
    return status === 200 ? body : undefined;
  }

  /** Whether the server serves a group and version. */
  public async serves(path: string): Promise<boolean> {
    return (await this.ask('GET', path)).status === 200;
  }

  /** A token with which a process is that account, and may do what the account may. */
  public async tokenOf(account: any): Promise<string> {
    const { body } = await this.must('POST', `${pathOf(account)}/token`, { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } });
    return body.status.token;
  }

  public close(): void {
    this.agent.destroy();
  }

  private async must(method: string, path: string, content: any, type?: string): Promise<Answer> {
    const answer = await this.ask(method, path, content, type);
    if (answer.status >= 300) {
      throw new Error(`${method} ${path}: ${answer.status} ${answer.body?.message ?? answer.body}`);
    }
    return answer;
  }

  private ask(method: string, path: string, content?: any, type: string = 'application/json'): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = https.request(new URL(path, this.server), {
        method, agent: this.agent, headers: { ...this.token && { Authorization: `Bearer ${this.token}` }, ...content && { 'Content-Type': type } },
      }, response => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk)).once('error', reject).once('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode!, body: text.startsWith('{') ? JSON.parse(text) : text });
        });
      });
      request.once('error', reject).end(content && JSON.stringify(content));
    });
  }
}

/** Whether the demonstration knows where an object belongs. */
export function isKnown({ kind }: any): boolean {
  return kind in PLURALS;
}

function pathOf({ apiVersion, kind, metadata: { name, namespace } }: any): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return `${root}${namespace ? `/namespaces/${namespace}` : ''}/${PLURALS[kind]}/${name}`;
}
