import { FakeCluster } from './fake-cluster';
import { ManualClock } from './manual-clock';
import { READINGS } from './readings';
import { recordedLog } from './recorded-log';
import { settings } from './settings';
import { ClientAddresses } from '../../../../src/runtime/abuse-guard/client-addresses';
import { DenyList } from '../../../../src/runtime/abuse-guard/deny-list';
import { Enforcer } from '../../../../src/runtime/abuse-guard/enforcer';
import { GuardMetrics } from '../../../../src/runtime/abuse-guard/guard-metrics';
import { MemoryStore } from '../../../../src/runtime/abuse-guard/memory-store';
import { StateObject } from '../../../../src/runtime/abuse-guard/state-object';
import { UNAUTHORIZED } from '../../../../src/scoring/abuse-scoring';

export class EnforcerScene {
  public readonly log = recordedLog();
  public readonly store: MemoryStore;
  public readonly metrics = new GuardMetrics(READINGS);
  public readonly enforcer: Enforcer;
  public leads = true;

  constructor(change: object = {}, public readonly cluster: FakeCluster = new FakeCluster(), public readonly clock: ManualClock = new ManualClock()) {
    const given = settings({ blocks: { seconds: 100, maxSeconds: 300, memorySeconds: 1000, maxBlocks: 10 }, ...change });
    this.store = new MemoryStore(given.scoring, 1000, clock.steady);
    this.enforcer = new Enforcer({
      settings: given, store: this.store, clock, log: this.log, metrics: this.metrics, addresses: new ClientAddresses(given),
      state: new StateObject(cluster, given.state), denyLists: given.targets.map(target => new DenyList(cluster, target)),
    });
  }

  /** Clients that exceed the threshold. */
  public async abuse(...clients: string[]): Promise<void> {
    const bucket = Math.floor(this.clock.steady() / 5000);
    await this.store.add(clients.map(client => ({ client, cells: [bucket, UNAUTHORIZED, 26], paths: [], samples: ['GET /login 401'] })), bucket);
  }

  public step(): Promise<void> {
    return this.enforcer.step(() => this.leads);
  }

  /** Time passes, in steps of half a second. */
  public async pass(seconds: number): Promise<void> {
    for (let i = 0; i < seconds * 2; i++) {
      this.clock.advance(0.5);
      await this.step();
    }
  }

  /** The same cluster, seen by a process that has just started. */
  public restarted(change: object = {}): EnforcerScene {
    return new EnforcerScene(change, this.cluster, this.clock);
  }
}
