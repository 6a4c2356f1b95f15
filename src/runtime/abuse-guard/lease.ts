import { Clock } from './clock';
import { LeaseConfig } from './config';
import { KubernetesApi, messageOf } from './kubernetes-client';

const MANAGER = 'gatewarden-abuse-guard-lease';

/**
 * Leader election as Kubernetes' own controllers do it: who holds the Lease renews it; who sees it unchanged for as long as it lasts, by
 * the own clock, takes it. The Lease must exist, and may be empty.
 */
export class LeaderLease {
  private readonly path: string;
  private seen = '';
  private seenAt = -Infinity;
  private renewedAt = -Infinity;
  private held = false;

  constructor(
    private readonly client: KubernetesApi, private readonly config: Required<LeaseConfig>, private readonly identity: string, private readonly clock: Clock,
  ) {
    this.path = `/apis/coordination.k8s.io/v1/namespaces/${config.namespace}/leases/${config.name}`;
  }

  /**
   * Whether this replica is the leader. It ceases to be one before another may become it: two thirds after it has begun the renewal that
   * succeeded last.
   */
  public get leads(): boolean {
    return this.held && this.clock.steady() - this.renewedAt < this.config.seconds * 1000 * 2 / 3;
  }

  /** How often `renew` should be called, in milliseconds. */
  public get interval(): number {
    return this.config.seconds * 1000 / 6;
  }

  /** Renews the Lease, or takes it if it is free. @throws if the server does not answer, or the Lease is missing or may not be changed */
  public async renew(): Promise<void> {
    const began = this.clock.steady();
    const object = await this.read();
    const { holderIdentity: holder = '', leaseDurationSeconds = 0, renewTime, leaseTransitions = 0 } = object.spec ?? {};
    const mine = holder === this.identity;
    const version = JSON.stringify([holder, renewTime, leaseTransitions]);
    if (version !== this.seen) {
      this.seen = version;
      this.seenAt = this.clock.steady();
    }
    if (!mine && holder !== '' && this.clock.steady() - this.seenAt < Math.max(1, leaseDurationSeconds) * 1000) {
      this.held = false;
      return;
    }
    const time = this.time();
    const done = await this.write({
      ...object,
      spec: {
        ...object.spec, holderIdentity: this.identity, leaseDurationSeconds: Math.ceil(this.config.seconds), renewTime: time,
        acquireTime: mine ? object.spec.acquireTime : time, leaseTransitions: mine ? leaseTransitions : leaseTransitions + 1,
      },
    });
    this.held = done;
    if (done) {
      this.renewedAt = began;
    }
  }

  /** Gives it up, so that another replica need not wait. */
  public async release(): Promise<void> {
    if (!this.held) {
      return;
    }
    this.held = false;
    const object = await this.read();
    if (object.spec?.holderIdentity === this.identity) {
      await this.write({ ...object, spec: { ...object.spec, holderIdentity: '', leaseDurationSeconds: 1, renewTime: this.time() } });
    }
  }

  private async read(): Promise<any> {
    const answer = await this.client.get(this.path);
    if (answer.status !== 200) {
      throw new Error(`lease ${this.config.namespace}/${this.config.name}: ${answer.status} ${messageOf(answer)}`);
    }
    return answer.body;
  }

  /** Whether nobody else was faster. */
  private async write(object: any): Promise<boolean> {
    const answer = await this.client.update(this.path, MANAGER, { ...object, metadata: { ...object.metadata, managedFields: undefined } });
    if (answer.status !== 200 && answer.status !== 409) {
      throw new Error(`lease ${this.config.namespace}/${this.config.name}: ${answer.status} ${messageOf(answer)}`);
    }
    return answer.status === 200;
  }

  /** With microseconds, as the Lease has it. */
  private time(): string {
    return new Date(this.clock.wall()).toISOString().replace('Z', '000Z');
  }
}
