import * as fs from 'node:fs';
import * as https from 'node:https';
import * as path from 'node:path';
import { Gate } from './gate';
import { ApiServer } from '../peers/api-server';
import { applyDefinitions } from '../peers/crds';

export const NAMESPACE = 'guarded';
const ACCOUNT = 'abuse-guard';

const plugin = (kind: string, name: string, allow: string[], namespace?: string) => ({
  apiVersion: 'configuration.konghq.com/v1', kind, metadata: { name, ...namespace ? { namespace } : { annotations: { 'kubernetes.io/ingress.class': 'kong' }, labels: { global: 'true' } } },
  plugin: 'ip-restriction', config: { allow },
});

/** What Git has: the plugins without a deny list, the Lease and the state empty. */
export const MANIFEST = {
  everybody: plugin('KongClusterPlugin', 'abuse-guard', ['0.0.0.0/0', '::/0']),
  admin: plugin('KongPlugin', 'admin', ['198.51.100.0/24'], NAMESPACE),
  lease: { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'abuse-guard', namespace: NAMESPACE } },
  state: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'abuse-guard', namespace: NAMESPACE } },
};

/** All that the guard may do. */
const RIGHTS = [
  { apiGroups: ['configuration.konghq.com'], resources: ['kongplugins'], resourceNames: ['admin'], verbs: ['get', 'patch'] },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: ['abuse-guard'], verbs: ['get', 'update'] },
  { apiGroups: [''], resources: ['configmaps'], resourceNames: ['abuse-guard'], verbs: ['get', 'patch'] },
];
const CLUSTER_RIGHTS = [{ apiGroups: ['configuration.konghq.com'], resources: ['kongclusterplugins'], resourceNames: ['abuse-guard'], verbs: ['get', 'patch'] }];

/** A cluster as the guard meets it: its objects are there, and it has an account that may do what it needs and nothing else. */
export class GuardedCluster {
  public static async start(): Promise<GuardedCluster> {
    const server = await ApiServer.start();
    try {
      await applyDefinitions(server.client);
      await server.makeNamespaces(Object.values(MANIFEST));
      const kubeconfig = JSON.parse(fs.readFileSync(server.kubeconfig, 'utf8'));
      const { server: url, 'certificate-authority-data': ca } = kubeconfig.clusters[0].cluster;
      const cluster = new GuardedCluster(server, new URL(url), Buffer.from(ca, 'base64').toString(), kubeconfig.users[0].user.token, await Gate.open(Number(new URL(url).port)));
      await cluster.grant();
      return cluster;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  private readonly agent: https.Agent;

  private constructor(
    public readonly server: ApiServer, private readonly url: URL, private readonly ca: string, private readonly token: string,
    /** The guard's way to the server, which can be closed. */
    public readonly gate: Gate,
  ) {
    this.agent = new https.Agent({ ca, keepAlive: true });
  }

  public get folder(): string {
    return this.server.keeper.folder;
  }

  /** As much of the guard's configuration as is about this cluster. */
  public config(): object {
    const { everybody, admin, lease, state } = MANIFEST;
    return {
      targets: [
        { kind: everybody.kind, name: everybody.metadata.name },
        { kind: admin.kind, name: admin.metadata.name, namespace: NAMESPACE },
      ],
      lease: { ...lease.metadata, seconds: 3 }, state: state.metadata,
      kubernetes: { server: `https://127.0.0.1:${this.gate.port}`, tokenFile: path.join(this.folder, 'guard-token'), caFile: path.join(this.folder, 'guard-ca.pem') },
      pushSeconds: 0.5, pollSeconds: 2,
    };
  }

  /** The manifest as it was at first. */
  public async reset(): Promise<void> {
    await this.server.client.delete(Object.values(MANIFEST));
    for (const object of Object.values(MANIFEST)) {
      await this.server.client.mustApply(object);
    }
  }

  public async read(object: any): Promise<any> {
    return this.server.client.read(object);
  }

  public async deny(object: any = MANIFEST.everybody): Promise<string[] | undefined> {
    return (await this.read(object))?.config.deny;
  }

  /** Any request, as an administrator. */
  public request(method: string, url: string, type?: string, content?: unknown): Promise<{ status: number; body: any }> {
    return new Promise((resolve, reject) => {
      const request = https.request(new URL(url, this.url), {
        method, agent: this.agent, headers: { Authorization: `Bearer ${this.token}`, ...type && { 'Content-Type': type } },
      }, response => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk));
        response.once('end', () => resolve({ status: response.statusCode!, body: JSON.parse(Buffer.concat(chunks).toString()) }));
      });
      request.once('error', reject);
      request.end(content === undefined ? undefined : JSON.stringify(content));
    });
  }

  public async stop(): Promise<void> {
    this.agent.destroy();
    this.gate.end();
    await this.server.stop();
  }

  private async grant(): Promise<void> {
    const subjects = [{ kind: 'ServiceAccount', name: ACCOUNT, namespace: NAMESPACE }];
    const rbac = (kind: string, rest: object, namespace?: string) => ({ apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata: { name: ACCOUNT, ...namespace && { namespace } }, ...rest });
    for (const object of [
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: ACCOUNT, namespace: NAMESPACE } },
      rbac('Role', { rules: RIGHTS }, NAMESPACE),
      rbac('RoleBinding', { subjects, roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: ACCOUNT } }, NAMESPACE),
      rbac('ClusterRole', { rules: CLUSTER_RIGHTS }),
      rbac('ClusterRoleBinding', { subjects, roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: ACCOUNT } }),
    ]) {
      await this.server.client.mustApply(object);
    }
    const { status, body } = await this.request('POST', `/api/v1/namespaces/${NAMESPACE}/serviceaccounts/${ACCOUNT}/token`, 'application/json', {
      apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 },
    });
    if (status !== 201) {
      throw new Error(`no token for the guard: ${status} ${JSON.stringify(body)}`);
    }
    fs.writeFileSync(path.join(this.folder, 'guard-token'), body.status.token, { mode: 0o600 });
    fs.writeFileSync(path.join(this.folder, 'guard-ca.pem'), this.ca);
  }
}
