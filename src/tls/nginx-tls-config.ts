import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Hsts } from './hsts';
import { NGINX_KEYS, NGINX_SWITCHES } from './nginx-keys';
import { TlsProfile } from './tls-profile';
import { mistake } from '../errors';
import { nearest } from '../kong/facts/nearest';
import { kongObject } from '../kong/kong-object';
import { checkObjectName } from '../values/object-name';

/** TLS settings of an ingress-nginx. */
export interface NginxTlsConfigProps {
  /**
   * The TLS versions and cipher suites.
   *
   * @default TlsProfile.INTERMEDIATE
   */
  readonly profile?: TlsProfile;

  /**
   * How long browsers insist on https. Only on answers over TLS.
   *
   * @default Hsts.of()
   */
  readonly hsts?: Hsts;

  /**
   * Further settings by key, each value a text: `'true'`, `'10m'`. Snippets, and what lets an Ingress bring its own, are refused: they are raw
   * nginx configuration and can undo everything here.
   *
   * @default - none
   */
  readonly extra?: { [key: string]: string };

  /**
   * The name of the ConfigMap. It must be the one of the controller's flag `--configmap`, which reads no other.
   *
   * @default 'ingress-nginx-controller', that of the Helm chart for the release `ingress-nginx`
   */
  readonly name?: string;

  /**
   * The namespace of the controller.
   *
   * @default 'ingress-nginx'
   */
  readonly namespace?: string;
}

const NOTE = 'ingress-nginx is retired: maintenance ended in March 2026, and no security fix follows controller v1.15.1. Nothing here affects Kong.';

/** With these the address is what a client or proxy says, and any is believed by default (`proxy-real-ip-cidr: 0.0.0.0/0`). */
const BELIEVING = ['use-forwarded-headers', 'enable-real-ip', 'use-proxy-protocol'];

/**
 * TLS settings for hosts that an ingress-nginx still serves, as its ConfigMap. **Nothing here affects Kong**, whose TLS settings are those of
 * its nodes (`tlsProfile` of `KongGateway`, written by `GatewaySettings`).
 *
 * ingress-nginx is retired: maintenance ended in March 2026, controller v1.15.1 was its last release, and no security fix follows. Use this to
 * harden what is left while you move away.
 *
 * - Under Helm the chart makes this ConfigMap itself: put `settings` under its value `controller.config` instead of applying this.
 * - `ssl-prefer-server-ciphers` is no key: the controller's template always has it on. Unknown keys are ignored there, and an error here.
 * - Cipher lists govern TLS 1.2 only, and DHE suites are offered only with `ssl-dh-param`.
 */
export class NginxTlsConfig extends Construct {
  /** The name of the ConfigMap. */
  public readonly configMapName: string;
  /** The object. */
  public readonly apiObject: ApiObject;
  private readonly data: Record<string, string>;

  /** @throws when a key of `extra` does not exist, is made here, is a snippet or a secret, or its value is no text that nginx takes */
  constructor(scope: Construct, id: string, props: NginxTlsConfigProps = {}) {
    super(scope, id);
    const profile = props.profile ?? TlsProfile.INTERMEDIATE;
    const hsts = props.hsts ?? Hsts.of();
    const namespace = props.namespace ?? 'ingress-nginx';
    this.configMapName = props.name ?? 'ingress-nginx-controller';
    this.data = {
      'ssl-protocols': profile.protocols.join(' '),
      ...profile.ciphers.length > 0 && { 'ssl-ciphers': profile.ciphers.join(':') },
      'ssl-session-tickets': 'false',
      'ssl-redirect': 'true',
      'force-ssl-redirect': 'true',
      'http-redirect-code': '308',
      'hsts': 'true',
      'hsts-max-age': String(hsts.maxAgeSeconds),
      'hsts-include-subdomains': String(hsts.includeSubdomains),
      'hsts-preload': String(hsts.preload),
      'server-tokens': 'false',
    };
    try {
      [this.configMapName, namespace].forEach(checkObjectName);
      Object.assign(this.data, checkedExtra(props.extra ?? {}, this.data));
    } catch (error) {
      throw mistake(this, (error as Error).message);
    }
    this.apiObject = kongObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: this.configMapName,
      namespace,
      annotations: { 'gatewarden/note': NOTE },
      body: { data: this.data },
    });
  }

  /** The settings, as a copy. */
  public get settings(): { [key: string]: string } {
    return { ...this.data };
  }
}

function checkedExtra(extra: Record<string, string>, made: Record<string, string>): Record<string, string> {
  for (const [key, value] of Object.entries(extra)) {
    const problem = keyProblem(key, value, made) ?? valueProblem(key, value);
    if (problem) {
      throw new Error(problem);
    }
  }
  const believing = BELIEVING.find(key => extra[key] === 'true');
  const believed = (extra['proxy-real-ip-cidr'] ?? '0.0.0.0/0').split(',').map(range => range.trim());
  if (believing && believed.some(range => range === '0.0.0.0/0' || range === '::/0')) {
    throw new Error(`setting ${believing} is true and everybody's word about the client's address is taken: any client could forge one; give 'proxy-real-ip-cidr' with the ranges of the load balancer`);
  }
  return extra;
}

function keyProblem(key: string, value: string, made: Record<string, string>): string | undefined {
  if (key === 'ssl-prefer-server-ciphers') {
    return 'setting ssl-prefer-server-ciphers is no key of the config map: the controller always has it on; leave it out';
  }
  if (key.endsWith('-snippet') || (key === 'allow-snippet-annotations' && value !== 'false') || (key === 'annotations-risk-level' && value === 'Critical')) {
    return `setting ${key} brings raw nginx configuration, which can undo every setting here: expected none; leave it out, or keep it where it is reviewed as code`;
  }
  if (key === 'ssl-session-ticket-key') {
    return 'setting ssl-session-ticket-key is a secret, and session tickets are off: a config map is readable by many; leave it out';
  }
  if (key in made || key === 'ssl-ciphers') {
    return `setting ${key} is made from profile and hsts: expected it there; change those, or leave it out`;
  }
  if (!NGINX_KEYS.includes(key)) {
    const meant = nearest(key, NGINX_KEYS);
    return `setting '${key}' does not exist in ingress-nginx, which would ignore it: ${meant ? `did you mean '${meant}'` : 'expected a key of its config map reference; leave it out'}`;
  }
  return undefined;
}

function valueProblem(key: string, value: string): string | undefined {
  if (typeof value !== 'string' || value.trim() === '' || /[\r\n]/.test(value)) {
    return `setting ${key} has the value ${JSON.stringify(value)}: expected a text on one line, also for numbers and switches; write for instance 'true'`;
  }
  if (NGINX_SWITCHES.includes(key) && value !== 'true' && value !== 'false') {
    return `setting ${key} has the value '${value}': expected 'true' or 'false'; correct it`;
  }
  return undefined;
}
