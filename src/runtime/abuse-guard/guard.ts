import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { SourceAuthentication } from './authentication';
import { ClientAddresses } from './client-addresses';
import { Clock } from './clock';
import { Settings } from './config';
import { DenyList } from './deny-list';
import { Enforcer } from './enforcer';
import { EntryScorer } from './entry-scorer';
import { GuardMetrics } from './guard-metrics';
import { Intake } from './intake';
import { KubernetesClient, kubernetesConfig } from './kubernetes-client';
import { LeaderLease } from './lease';
import { Log, Told } from './log';
import { MemoryStore } from './memory-store';
import { Pending } from './pending';
import { RedisStore } from './redis-store';
import { Relay } from './relay';
import { StateObject } from './state-object';
import { Readiness, StatusServer } from './status-server';
import { Store } from './store';

/** How often counted events are given to the store, and the leader looks what is due, in milliseconds. */
const TICK = 500;
/** How often files are read again, in milliseconds. */
const REFRESH = 30_000;
/** How long the API server may be silent before the guard is not ready any more, in milliseconds. */
const SILENCE = 45_000;

/** The guard as a whole: its parts, and when each does something. */
export class Guard {
  private readonly client: KubernetesClient;
  private readonly lease: LeaderLease;
  private readonly memory: MemoryStore;
  private readonly store: Store;
  private readonly pending: Pending;
  private readonly scorer: EntryScorer;
  private readonly enforcer: Enforcer;
  private readonly metrics: GuardMetrics;
  private readonly relay?: Relay;
  private readonly authentication: SourceAuthentication;
  private readonly intake: Intake;
  private readonly status: StatusServer;
  private readonly told = new Told();
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly works = new Set<Promise<void>>();
  private stopping = false;
  private led = false;
  private renewal?: string = 'the lease has not been asked for yet';

  /** @throws if what the configuration names cannot be used */
  constructor(private readonly settings: Settings, private readonly clock: Clock, private readonly log: Log, env: NodeJS.ProcessEnv = process.env) {
    const { scoring, limits } = settings;
    this.client = new KubernetesClient(kubernetesConfig(settings.kubernetes, env), clock);
    this.lease = new LeaderLease(this.client, settings.lease, `${hostname()}-${randomBytes(4).toString('hex')}`, clock);
    this.memory = new MemoryStore(scoring, limits.addresses, () => clock.steady());
    this.store = settings.store.kind === 'redis' ? new RedisStore(settings.store, scoring, this.memory, log) : this.memory;
    this.pending = new Pending(limits.queueEntries);
    this.metrics = new GuardMetrics({
      blocks: () => this.enforcer.size, leader: () => this.lease.leads, queue: () => this.pending.events,
      addresses: () => this.memory.size, forgotten: () => this.memory.forgotten, relayQueue: () => this.relay?.bytes ?? 0,
      redisUp: () => settings.store.kind === 'redis' ? this.store.trouble() === undefined : undefined, kubernetesUp: () => this.kubernetesUp,
    });
    const addresses = new ClientAddresses(settings);
    this.enforcer = new Enforcer({
      settings, addresses, clock, log, store: this.store, metrics: this.metrics, state: new StateObject(this.client, settings.state),
      denyLists: settings.targets.map(target => new DenyList(this.client, target)),
    });
    this.scorer = new EntryScorer(scoring, addresses, this.pending, clock, client => this.enforcer.isQuiet(client));
    this.relay = settings.relay && new Relay(settings.relay, (result, error) => {
      this.metrics.relayed.add(1, { result });
      this.tell('relay', error, 'bodies for the other collector are dropped', 'the other collector takes bodies again');
    });
    this.authentication = new SourceAuthentication(settings.authentication, log);
    this.intake = new Intake({
      settings, log, authentication: this.authentication, scorer: this.scorer, metrics: this.metrics,
      full: () => this.pending.full, accepted: (body, type) => this.relay?.add(body, type), known: address => addresses.exemptGateway(address),
    });
    this.status = new StatusServer(() => this.metrics.text(), () => this.readiness);
  }

  /** Serves until `stop`; resolves with the ports once it does. */
  public async start(): Promise<{ port: number; metricsPort: number }> {
    const { listen, targets, dryRun, store } = this.settings;
    const metricsPort = await this.status.listen(listen.metricsPort, listen.host);
    const port = await this.intake.listen();
    this.every(TICK, () => this.flush());
    this.every(TICK, () => this.lead());
    this.every(this.lease.interval, () => this.renew());
    this.every(REFRESH, async () => {
      this.authentication.refresh();
      this.intake.refresh();
    });
    this.log.info('abuse guard serves', { port, metricsPort, targets: targets.length, store: store.kind, dryRun });
    return { port, metricsPort };
  }

  /** Takes in nothing more, gives on what it has, and hands over to another replica. */
  public async stop(): Promise<void> {
    this.stopping = true;
    await this.intake.close();
    this.timers.forEach(clearInterval);
    await Promise.all(this.works);
    await this.flush();
    await this.enforcer.step(() => this.lease.leads, true);
    await Promise.all([
      this.lease.release().catch(error => this.log.warn('the lease is not given up', { error: (error as Error).message })),
      this.relay?.close(),
    ]);
    await this.store.close();
    this.client.close();
    await this.status.close();
    this.log.info('abuse guard has ended');
  }

  private get kubernetesUp(): boolean {
    return this.clock.steady() - this.client.answered < SILENCE;
  }

  private get readiness(): Readiness {
    const problems = [
      ...this.stopping ? ['the guard is ending'] : [],
      ...this.pending.full ? ['the queue is full'] : [],
      ...this.kubernetesUp ? [] : ['the api server does not answer'],
      ...this.kubernetesUp && this.renewal ? [this.renewal] : [],
      ...this.enforcer.problem ? [this.enforcer.problem] : [],
    ];
    const trouble = this.store.trouble();
    const degraded = [...trouble ? [`this replica counts for itself: ${trouble}`] : [], ...this.enforcer.degraded];
    return { ready: problems.length === 0, leader: this.lease.leads, problems, degraded };
  }

  private async flush(): Promise<void> {
    await this.store.add(this.pending.take(), this.scorer.bucket);
  }

  private async renew(): Promise<void> {
    try {
      await this.lease.renew();
      this.renewal = undefined;
    } catch (error) {
      this.renewal = (error as Error).message;
    }
    this.tell('lease', this.renewal, 'the lease cannot be renewed', 'the lease can be renewed again');
  }

  private async lead(): Promise<void> {
    const { leads } = this.lease;
    if (leads !== this.led) {
      this.led = leads;
      this.log.info(leads ? 'this replica leads' : 'this replica does not lead any more');
      if (!leads) {
        this.enforcer.resign();
      }
    }
    await this.enforcer.step(() => this.lease.leads);
  }

  /** Runs something at once and then again and again, never twice at a time. */
  private every(ms: number, work: () => Promise<void>): void {
    let running = false;
    const run = async () => {
      if (!running) {
        running = true;
        const done = work().catch(error => this.log.error('unexpected', { error: (error as Error).stack }));
        this.works.add(done);
        await done;
        this.works.delete(done);
        running = false;
      }
    };
    this.timers.push(setInterval(() => void run(), ms));
    void run();
  }

  private tell(subject: string, error: string | undefined, begin: string, end: string): void {
    if (error === undefined) {
      this.told.over(subject, () => this.log.info(end));
    } else {
      this.told.once(subject, begin, () => this.log.error(begin, { error }));
    }
  }
}
