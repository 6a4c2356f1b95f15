import * as fs from 'node:fs';
import * as https from 'node:https';
import { ApiServer } from '../peers/api-server';

/** What the API server's answer says, whatever its form is: the client of the other suites reads single objects only. */
export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** A request as the owner of the cluster. A body is a merge patch. */
export function ask(cluster: ApiServer, method: string, path: string, body?: any): Promise<Reply> {
  const { clusters: [{ cluster: server }], users: [{ user }] } = JSON.parse(fs.readFileSync(cluster.kubeconfig, 'utf8'));
  return new Promise((resolve, reject) => {
    const request = https.request(`${server.server}${path}`, {
      method,
      ca: Buffer.from(server['certificate-authority-data'], 'base64'),
      headers: { Authorization: `Bearer ${user.token}`, Accept: 'application/json', ...body && { 'Content-Type': 'application/merge-patch+json' } },
    }, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => resolve({ status: response.statusCode!, text: Buffer.concat(chunks).toString() }));
    });
    request.once('error', reject);
    request.end(body && JSON.stringify(body));
  });
}
