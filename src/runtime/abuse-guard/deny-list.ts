import { TargetConfig } from './config';
import { KubernetesApi, messageOf } from './kubernetes-client';

export const FIELD_MANAGER = 'gatewarden-abuse-guard';

/** What became of one target in a round. */
export type PushResult = 'unchanged' | 'applied' | 'missing' | 'foreign' | 'failed';

export const PUSH_RESULTS: readonly PushResult[] = ['unchanged', 'applied', 'missing', 'foreign', 'failed'];

export interface Push {
  readonly result: PushResult;
  /** Why it was not done. */
  readonly problem?: string;
}

/** The `config.deny` of one ip-restriction plugin, by server-side apply: nothing else of the object is the guard's. */
export class DenyList {
  private readonly path: string;
  /** What was applied here last. */
  private last: readonly string[] = [];
  /** What the object has if nobody else writes it by the name of this guard; undefined if that is not known. */
  private expected?: readonly string[];

  constructor(private readonly client: KubernetesApi, public readonly target: TargetConfig) {
    const root = '/apis/configuration.konghq.com/v1';
    this.path = target.kind === 'KongPlugin' ? `${root}/namespaces/${target.namespace}/kongplugins/${target.name}` : `${root}/kongclusterplugins/${target.name}`;
  }

  public get name(): string {
    const { kind, namespace, name } = this.target;
    return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
  }

  /** Another replica may have been the leader meanwhile. */
  public forget(): void {
    this.expected = undefined;
  }

  /** The list if only this guard has made it; empty if there is none, or another manager has a part in it. */
  public async own(): Promise<string[]> {
    const { status, body } = await this.client.get(this.path);
    return status === 200 && ownersOfDeny(body).every(manager => manager === FIELD_MANAGER) ? denied(body) : [];
  }

  /**
   * Makes the list what it should be, if it is not.
   *
   * @param known whom the guard has ever blocked, as far as it remembers. An entry of another manager that is not among them is somebody's
   * own deny list: replacing it would let in who is denied, so the object is left alone
   */
  public async push(list: readonly string[], known: (client: string) => boolean): Promise<Push> {
    const read = await this.client.get(this.path);
    if (read.status === 404) {
      return { result: 'missing', problem: 'there is no such object' };
    }
    if (read.status !== 200) {
      return { result: 'failed', problem: `${read.status} ${messageOf(read)}` };
    }
    const object = read.body;
    if (object.plugin !== 'ip-restriction') {
      return { result: 'failed', problem: `its plugin is ${JSON.stringify(object.plugin)}: expected ip-restriction` };
    }
    const current = denied(object);
    const rival = this.expected !== undefined && !same(current, this.expected) && isOnlyMine(object);
    const push = await this.mend(object, current, list, known);
    return rival && push.problem === undefined
      ? { result: 'foreign', problem: 'its config.deny was written by another abuse guard: expected one for a gateway, since each undoes what the other does; remove one' } : push;
  }

  private async mend(object: any, current: readonly string[], list: readonly string[], known: (client: string) => boolean): Promise<Push> {
    if (same(current, list) && (list.length === 0 || ownersOfDeny(object).includes(FIELD_MANAGER))) {
      this.last = this.expected = list;
      return { result: 'unchanged' };
    }
    const foreign = ownersOfDeny(object).some(manager => manager !== FIELD_MANAGER) && current.find(entry => !known(entry) && !this.last.includes(entry));
    if (foreign) {
      return { result: 'foreign', problem: `its config.deny has ${foreign.slice(0, 50)}, which is not from this guard: remove config.deny from where the object is made` };
    }
    if (list.length === 0 && !ownersOfDeny(object).includes(FIELD_MANAGER)) {
      // Nothing of ours is there, and somebody else holds an empty list.
      return { result: 'unchanged' };
    }
    return this.apply(object, list);
  }

  private async apply(object: any, list: readonly string[]): Promise<Push> {
    const { name, namespace, uid } = object.metadata;
    // If no answer comes, it may have been done nevertheless.
    this.expected = undefined;
    const answer = await this.client.apply(this.path, FIELD_MANAGER, {
      apiVersion: object.apiVersion, kind: object.kind,
      // With its uid an object that was removed meanwhile is not made again.
      metadata: { name, ...namespace && { namespace }, uid },
      ...list.length > 0 && { config: { deny: list } },
    });
    if (answer.status >= 300) {
      return { result: answer.status === 404 ? 'missing' : 'failed', problem: `${answer.status} ${messageOf(answer)}` };
    }
    this.last = this.expected = list;
    return { result: 'applied' };
  }
}

function denied(object: any): string[] {
  const deny = object.config?.deny;
  return Array.isArray(deny) ? deny.map(String) : [];
}

/** Who has said what the list should be. */
function ownersOfDeny(object: any): string[] {
  const entries: any[] = Array.isArray(object.metadata?.managedFields) ? object.metadata.managedFields : [];
  return entries.filter(entry => entry.fieldsV1?.['f:config']?.['f:deny']).map(entry => entry.operation === 'Apply' ? entry.manager : `${entry.manager} (${entry.operation})`);
}

function isOnlyMine(object: any): boolean {
  const owners = ownersOfDeny(object);
  return owners.length > 0 && owners.every(owner => owner === FIELD_MANAGER);
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((entry, i) => entry === other[i]);
}
