import * as fs from 'node:fs';
import * as https from 'node:https';
import { AddressInfo } from 'node:net';
import * as path from 'node:path';
import { Answer } from '../../src/runtime/abuse-guard/kubernetes-client';
import { Authority } from '../../test/runtime/abuse-guard/support/certificates';
import { FakeCluster } from '../../test/runtime/abuse-guard/support/fake-cluster';

/** As much of an API server as the guard needs to lead, where it is not what is measured. */
export class StandInCluster {
  public static async start(folder: string): Promise<StandInCluster> {
    const authority = new Authority('bench');
    const [tokenFile, caFile] = ['token', 'ca.pem'].map(name => path.join(folder, name));
    fs.writeFileSync(tokenFile, 'nobody looks at it');
    fs.writeFileSync(caFile, authority.cert);
    const cluster = new FakeCluster();
    const server = https.createServer(authority.issue('api'), (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.once('end', () => void answered(cluster, request.method!, request.url!, chunks).then(({ status, body }) => {
        response.writeHead(status, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(body));
      }));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()));
    return new StandInCluster(server, { server: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, tokenFile, caFile });
  }

  private constructor(private readonly server: https.Server, private readonly kubernetes: object) {}

  /** As much of the guard's configuration as is about this cluster. */
  public config(): object {
    const name = { name: 'guard', namespace: 'kong' };
    return { targets: [{ kind: 'KongClusterPlugin', name: 'deny' }], lease: name, state: name, kubernetes: this.kubernetes };
  }

  public async stop(): Promise<void> {
    const closed = new Promise(resolve => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}

async function answered(cluster: FakeCluster, method: string, url: string, chunks: Buffer[]): Promise<Answer> {
  const { pathname, searchParams } = new URL(url, 'https://cluster');
  const content = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : undefined;
  const manager = searchParams.get('fieldManager') ?? '';
  switch (method) {
    case 'GET': return cluster.get(pathname);
    case 'PATCH': return cluster.apply(pathname, manager, content);
    default: return cluster.update(pathname, manager, content);
  }
}
