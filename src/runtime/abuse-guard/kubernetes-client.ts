import * as fs from 'node:fs';
import * as https from 'node:https';
import { Clock } from './clock';
import { KubernetesConfig } from './config';

/** What the API server answered, other than that it cannot answer now. */
export interface Answer {
  readonly status: number;
  readonly body: any;
}

const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
/** How long a request may take, in milliseconds: less than a leader may be silent before it is none any more. */
const PATIENCE = 5_000;
/** How long a token is used before its file is read again; the kubelet replaces it well before it ends. */
const TOKEN_FRESH = 60_000;
const LONGEST_ANSWER = 16 * 2 ** 20;

/** Where the API server is and what it is asked with: as configured, or as a pod finds it. @throws outside of a cluster */
export function kubernetesConfig(config: KubernetesConfig | undefined, env: NodeJS.ProcessEnv): KubernetesConfig {
  if (config) {
    return config;
  }
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = env;
  if (!host || !port) {
    throw new Error('KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set: expected to run in a pod; configure kubernetes elsewhere');
  }
  return { server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`, tokenFile: `${ACCOUNT}/token`, caFile: `${ACCOUNT}/ca.crt` };
}

/** As much of Kubernetes as the guard needs: it reads, applies and updates single objects. Each throws when there is no answer. */
export interface KubernetesApi {
  get(path: string): Promise<Answer>;
  /**
   * Server-side apply, which takes fields over from other managers. An object with `metadata.uid` is never made: if it is gone, or another
   * one has its name, the answer is 409.
   */
  apply(path: string, manager: string, object: object): Promise<Answer>;
  /** Replaces an object; one that was changed since its `metadata.resourceVersion` is answered 409. */
  update(path: string, manager: string, object: object): Promise<Answer>;
}

/** Speaks to the API server. */
export class KubernetesClient implements KubernetesApi {
  private agent?: https.Agent;
  private token = '';
  private ca = '';
  private freshUntil = -Infinity;
  private answered_ = -Infinity;

  constructor(private readonly config: KubernetesConfig, private readonly clock: Clock) {}

  /** When the server has answered last, by the steady clock. */
  public get answered(): number {
    return this.answered_;
  }

  public get(path: string): Promise<Answer> {
    return this.ask('GET', path);
  }

  public apply(path: string, manager: string, object: object): Promise<Answer> {
    return this.ask('PATCH', `${path}?fieldManager=${manager}&force=true`, 'application/apply-patch+yaml', object);
  }

  public update(path: string, manager: string, object: object): Promise<Answer> {
    return this.ask('PUT', `${path}?fieldManager=${manager}`, 'application/json', object);
  }

  public close(): void {
    this.agent?.destroy();
  }

  /** @throws when the server cannot be reached, or cannot answer now */
  private async ask(method: string, path: string, type?: string, content?: object): Promise<Answer> {
    this.refresh();
    let answer = await this.request(method, path, type, content);
    if (answer.status === 401) {
      // The token may have been replaced in between.
      this.freshUntil = -Infinity;
      this.refresh();
      answer = await this.request(method, path, type, content);
    }
    if (answer.status >= 500 || answer.status === 429) {
      throw new Error(`${method} ${path}: the api server answers ${answer.status} ${messageOf(answer)}`);
    }
    this.answered_ = this.clock.steady();
    return answer;
  }

  private refresh(): void {
    const now = this.clock.steady();
    if (now < this.freshUntil) {
      return;
    }
    this.token = fs.readFileSync(this.config.tokenFile, 'utf8').trim();
    const ca = fs.readFileSync(this.config.caFile, 'utf8');
    if (ca !== this.ca) {
      this.agent?.destroy();
      this.agent = new https.Agent({ keepAlive: true, ca, maxSockets: 8 });
      this.ca = ca;
    }
    this.freshUntil = now + TOKEN_FRESH;
  }

  private request(method: string, path: string, type?: string, content?: object): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => reject(new Error(`${method} ${path}: ${error.message}`));
      const request = https.request(this.config.server.replace(/\/$/, '') + path, {
        method, agent: this.agent, signal: AbortSignal.timeout(PATIENCE),
        headers: { 'Authorization': `Bearer ${this.token}`, 'Accept': 'application/json', 'User-Agent': 'gatewarden-abuse-guard', ...type && { 'Content-Type': type } },
      }, response => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          chunks.push(chunk);
          if (size > LONGEST_ANSWER) {
            request.destroy(new Error(`the answer has more than ${LONGEST_ANSWER} bytes`));
          }
        });
        response.once('error', fail);
        response.once('end', () => resolve({ status: response.statusCode!, body: parsed(Buffer.concat(chunks).toString()) }));
      });
      request.once('error', fail);
      request.end(content === undefined ? undefined : JSON.stringify(content));
    });
  }
}

/** What the server said against it. */
export function messageOf({ body }: Answer): string {
  return typeof body?.message === 'string' ? body.message : String(body ?? '').slice(0, 200);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
