import { generateKeyPairSync, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { built, newKeeper } from './build';
import { Keeper, Running } from './keeper';
import { KubernetesClient } from './kubernetes-client';
import { freePorts } from './ports';
import { ETCD, KUBE_APISERVER, KUBE_CONTROLLER_MANAGER } from './tools';
import { eventually } from './wait';

/** An empty cluster as far as an API can tell: etcd, the API server, and the controllers without which nothing is ever deleted. */
export class ApiServer {
  /** Builds what is missing, starts, and waits until the server is ready. */
  public static async start(): Promise<ApiServer> {
    const keeper = newKeeper();
    try {
      return await ApiServer.startIn(keeper);
    } catch (error) {
      await keeper.close();
      throw error;
    }
  }

  private static async startIn(keeper: Keeper): Promise<ApiServer> {
    const [etcd, apiServer, controllers] = [await built(ETCD, keeper), await built(KUBE_APISERVER, keeper), await built(KUBE_CONTROLLER_MANAGER, keeper)];
    const [etcdPort, etcdPeerPort, port] = await freePorts(3);
    const file = (name: string) => path.join(keeper.folder, name);

    const token = randomBytes(16).toString('hex');
    fs.writeFileSync(file('tokens.csv'), `${token},tests,tests,system:masters\n`, { mode: 0o600 });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    fs.writeFileSync(file('service-accounts.pem'), privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 });

    const etcdUrl = `http://127.0.0.1:${etcdPort}`;
    const etcdPeerUrl = `http://127.0.0.1:${etcdPeerPort}`;
    const peers = [await keeper.start({
      name: 'etcd',
      command: etcd,
      args: [
        `--data-dir=${file('etcd')}`, '--unsafe-no-fsync', '--name=tests', `--initial-cluster=tests=${etcdPeerUrl}`,
        `--listen-client-urls=${etcdUrl}`, `--advertise-client-urls=${etcdUrl}`,
        `--listen-peer-urls=${etcdPeerUrl}`, `--initial-advertise-peer-urls=${etcdPeerUrl}`,
      ],
    })];
    peers.push(await keeper.start({
      name: 'kube-apiserver',
      command: apiServer,
      args: [
        `--etcd-servers=${etcdUrl}`, '--bind-address=127.0.0.1', '--advertise-address=127.0.0.1', `--secure-port=${port}`,
        // It makes itself a certificate for 127.0.0.1 in there, and the authority beside it.
        `--cert-dir=${file('certificates')}`,
        `--service-account-key-file=${file('service-accounts.pem')}`, `--service-account-signing-key-file=${file('service-accounts.pem')}`,
        '--service-account-issuer=https://kubernetes.default.svc', '--service-cluster-ip-range=10.0.0.0/24',
        `--token-auth-file=${file('tokens.csv')}`, '--authorization-mode=RBAC', '--endpoint-reconciler-type=none',
        // No pod runs here, so none needs an account.
        '--disable-admission-plugins=ServiceAccount',
      ],
    }));

    const ca = await eventually('the certificate of the API server', 60, async () => {
      const certificate = file('certificates/apiserver.crt');
      return fs.existsSync(certificate) ? fs.readFileSync(certificate, 'utf8') : undefined;
    }, peers);
    const client = new KubernetesClient(port, ca, token);
    await eventually('the API server', 120, async () => (await client.get('/readyz')).status === 200 || undefined, peers);

    const kubeconfig = file('kubeconfig.yaml');
    fs.writeFileSync(kubeconfig, JSON.stringify(kubeconfigOf(port, ca, token)), { mode: 0o600 });
    peers.push(await keeper.start({
      name: 'kube-controller-manager',
      command: controllers,
      args: [
        `--kubeconfig=${kubeconfig}`, '--leader-elect=false', '--secure-port=0',
        // No others: nothing but the tests changes an object.
        '--controllers=namespace-controller,garbage-collector-controller',
      ],
    }));
    return new ApiServer(keeper, client, kubeconfig, peers);
  }

  private constructor(
    /** Holds the processes; what else belongs to this cluster may be started with it. */
    public readonly keeper: Keeper,
    public readonly client: KubernetesClient,
    /** The file by which other peers find the server. */
    public readonly kubeconfig: string,
    public readonly peers: Running[],
  ) {}

  /** Makes the namespaces of these objects, as far as they are not there. */
  public async makeNamespaces(objects: any[]): Promise<void> {
    for (const name of new Set<string>(objects.map(object => object.metadata.namespace).filter(Boolean))) {
      await this.client.mustApply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    }
  }

  /** Stops all that was started, and resolves when it is gone. */
  public async stop(): Promise<void> {
    this.client.close();
    await this.keeper.close();
  }
}

function kubeconfigOf(port: number, ca: string, token: string): any {
  return {
    'apiVersion': 'v1',
    'kind': 'Config',
    'clusters': [{ name: 'tests', cluster: { 'server': `https://127.0.0.1:${port}`, 'certificate-authority-data': Buffer.from(ca).toString('base64') } }],
    'users': [{ name: 'tests', user: { token } }],
    'contexts': [{ name: 'tests', context: { cluster: 'tests', user: 'tests' } }],
    'current-context': 'tests',
  };
}
