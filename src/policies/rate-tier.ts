import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { claimGroup } from './access-groups';
import { LimitBy, OnCounterFailure } from './rate-tier-options';
import { locate, mistake } from '../errors';
import { KongGateway } from '../gateway/kong-gateway';
import { KongVersion } from '../gateway/kong-version';
import { Limits, limitsProblem, PERIODS, rateLimitingConfig } from '../kong/configs/rate-limiting';
import { kongObject, PLUGINS_ANNOTATION, scopedName } from '../kong/kong-object';
import { IKongPlugin, KongPlugin } from '../kong/kong-plugin';
import { expectBoolean, expectEnum, expectKind, expectList, isOptions, isTier } from '../values/kinds';
import { checkPropNames } from '../values/prop-names';

/** How many requests a caller has. At least one period is needed, and a longer period never has fewer than a shorter one. */
export interface RateTierProps {
  /** Requests a second. @default - no limit */
  readonly second?: number;
  /** Requests a minute. @default - no limit */
  readonly minute?: number;
  /** Requests an hour. @default - no limit */
  readonly hour?: number;
  /** Requests a day. @default - no limit */
  readonly day?: number;
  /** Requests a month. @default - no limit */
  readonly month?: number;
  /** Requests a year. @default - no limit */
  readonly year?: number;

  /**
   * By what requests are counted together. Never by a header: a client that changes its value has a fresh limit. A tier that consumers
   * are given counts by consumer or credential.
   *
   * @default LimitBy.CONSUMER
   */
  readonly limitBy?: LimitBy;

  /**
   * What happens to requests while Redis cannot be reached.
   *
   * @default OnCounterFailure.REFUSE
   */
  readonly onCounterFailure?: OnCounterFailure;

  /**
   * Whether the limits are kept from clients (the `RateLimit-*` and `X-RateLimit-*` headers).
   *
   * @default false
   */
  readonly hideClientHeaders?: boolean;

  /**
   * The name of the tier, which is also the name of its access group.
   *
   * @default - the id
   */
  readonly name?: string;

  /**
   * Whether a route that is given this tier admits every caller: a limit for a sensitive route, and no plan. A consumer that has a plan
   * of its own has the plan's limit there too, since Kong prefers the limit of the consumer; that is reported.
   *
   * @default false
   */
  readonly openToAll?: boolean;

  /**
   * Tiers whose routes consumers of this tier may call as well.
   *
   * @default - none
   */
  readonly includes?: RateTier[];

  /**
   * Whether consumers get the limit through a consumer group, one object for all of them, and not each by themselves. Needs Kong
   * Enterprise 3.6 or later.
   *
   * @default false
   */
  readonly consumerGroup?: boolean;
}

/**
 * A plan: so many requests per period, and the right to call the routes that are given to the plan.
 *
 * On an API it limits every caller, on each route and host by itself, since Kong counts per route. On a route it also admits only
 * consumers of the tier, others get 403. On a consumer it is one limit
 * over all routes together, which Kong prefers to the limit of any route. Windows follow the calendar, so that twice the limit can pass
 * around a boundary. A request that fails authentication is not counted.
 */
export class RateTier extends Construct {
  /** The name of the tier and of its access group. */
  public readonly tierName: string;
  /** By what requests are counted together. */
  public readonly limitBy: LimitBy;
  /** What happens while the counters cannot be reached. */
  public readonly onCounterFailure: OnCounterFailure;
  /** Whether a route with this tier admits every caller. */
  public readonly openToAll: boolean;

  private readonly limits: Limits;
  private readonly included: RateTier[];
  private readonly made = new Map<string, Construct>();
  private readonly props: RateTierProps;

  /** @throws when no period is given, a limit is no positive number, or a longer period has fewer requests than a shorter one */
  constructor(scope: Construct, id: string, props: RateTierProps) {
    super(scope, id);
    locate(this, () => checkKinds(props));
    this.props = props;
    this.tierName = props.name ?? id;
    this.limitBy = props.limitBy ?? LimitBy.CONSUMER;
    this.onCounterFailure = props.onCounterFailure ?? OnCounterFailure.REFUSE;
    this.openToAll = props.openToAll ?? false;
    this.included = [...props.includes ?? []];
    this.limits = Object.fromEntries(PERIODS.filter(period => props[period] !== undefined).map(period => [period, props[period]]));
    const problem = limitsProblem(this.limits);
    if (problem) {
      throw mistake(this, `tier has ${problem}`);
    }
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(this.tierName)) {
      throw mistake(this, `tier name '${this.tierName}' cannot name a group: expected letters, digits, '.', '_' and '-'; give a name`);
    }
    if (props.consumerGroup) {
      this.checkConsumerGroup();
    }
  }

  /**
   * The plugin that limits on a route, and the one that admits if the route is for this tier alone. Made once per namespace.
   *
   * @internal
   */
  public _onRoute(namespace: string | undefined, use: { publicAccess: boolean; exclusive: boolean }): IKongPlugin[] {
    // Only what is counted by who the caller is looks otherwise where nobody is known.
    const anonymous = use.publicAccess && this.countsCallers;
    const limit = this.once(`rate-limiting-${anonymous ? 'anonymous' : 'route'}`, namespace,
      id => this.limiter(id, namespace, anonymous ? LimitBy.IP : this.limitBy, anonymous ? 'anonymous' : undefined));
    if (!use.exclusive) {
      return [limit];
    }
    claimGroup(this, this.tierName, 'admits');
    return [this.once('acl', namespace, id => new KongPlugin(this, id, {
      plugin: 'acl',
      namespace,
      name: scopedName(this, 'acl'),
      config: { allow: [this.tierName], hide_groups_header: true },
    })), limit];
  }

  /**
   * What a consumer of this tier carries: plugins, credential Secrets with its groups, and consumer groups. Made once per namespace.
   *
   * @internal
   */
  public _onConsumer(namespace: string | undefined): { plugins: IKongPlugin[]; secrets: string[]; groups: string[] } {
    if (!this.countsCallers) {
      throw mistake(this, `tier counts by ${this.limitBy} and is given to a consumer: kong would count all consumers with such a tier together, whatever their tier; count by LimitBy.CONSUMER or LimitBy.CREDENTIAL`);
    }
    if (this.openToAll) {
      throw mistake(this, 'tier is open to all and is given to a consumer: it is a limit of routes and no plan; give the consumer a tier without openToAll');
    }
    const secrets = this.reaches().map(tier => tier.groupSecret(namespace));
    if (this.props.consumerGroup) {
      return { plugins: [], secrets, groups: [this.consumerGroup(namespace)] };
    }
    const plugin = this.once('rate-limiting-consumer', namespace, id => this.limiter(id, namespace, this.limitBy, 'consumer'));
    return { plugins: [plugin], secrets, groups: [] };
  }

  /**
   * In which way this tier allows more than another one; undefined if it allows no more.
   *
   * @internal
   */
  public _loosens(enforced: RateTier): string | undefined {
    for (const period of PERIODS) {
      const [base, mine] = [enforced.limits[period], this.limits[period]];
      if (base !== undefined && (mine === undefined || mine > base)) {
        return `a limit per period may only fall, and ${mine ?? 'no limit'} a ${period} is more than ${base}`;
      }
    }
    if (this.limitBy !== enforced.limitBy) {
      return `the limit may not be counted otherwise, by ${this.limitBy} and not by ${enforced.limitBy}`;
    }
    return this.onCounterFailure === OnCounterFailure.ALLOW && enforced.onCounterFailure === OnCounterFailure.REFUSE
      ? 'requests may not begin to pass uncounted' : undefined;
  }

  /** This tier and what it includes, by however many steps, each once. */
  private reaches(): RateTier[] {
    const found = new Set<RateTier>([this]);
    // A set that grows while it is walked is walked to its end.
    found.forEach(tier => tier.included.forEach(other => found.add(other)));
    return [...found];
  }

  private limiter(id: string, namespace: string | undefined, limitBy: LimitBy, form?: string): KongPlugin {
    const gateway = KongGateway.of(this);
    const { config, patches } = rateLimitingConfig({
      limits: this.limits,
      limitBy,
      faultTolerant: this.onCounterFailure === OnCounterFailure.ALLOW,
      hideClientHeaders: this.props.hideClientHeaders ?? false,
      redis: gateway.redis,
    }, gateway.version);
    return new KongPlugin(this, id, {
      plugin: 'rate-limiting',
      namespace,
      name: scopedName(this, [form, 'rate-limiting'].filter(Boolean).join('-')),
      config,
      configPatches: patches,
    });
  }

  /** Whether each caller that is known has a count of its own. */
  private get countsCallers(): boolean {
    return this.limitBy === LimitBy.CONSUMER || this.limitBy === LimitBy.CREDENTIAL;
  }

  private groupSecret(namespace: string | undefined): string {
    claimGroup(this, this.tierName, 'grants');
    const name = scopedName(this, 'group');
    this.once('group', namespace, id => kongObject(this, id, {
      apiVersion: 'v1',
      kind: 'Secret',
      name,
      namespace,
      labels: { 'konghq.com/credential': 'acl' },
      early: true,
      body: { stringData: { group: this.tierName } },
    }));
    return name;
  }

  private consumerGroup(namespace: string | undefined): string {
    const plugin = this.once('rate-limiting-consumer', namespace, id => this.limiter(id, namespace, this.limitBy, 'consumer'));
    const group = this.once('consumer-group', namespace, id => kongObject(this, id, {
      apiVersion: 'configuration.konghq.com/v1beta1',
      kind: 'KongConsumerGroup',
      name: scopedName(this),
      namespace,
      classed: true,
      early: true,
      annotations: { [PLUGINS_ANNOTATION]: plugin.pluginName },
      body: {},
    })) as ApiObject;
    return group.name;
  }

  /** One object per form and namespace, so that who uses the tier first changes no file. */
  private once<T extends Construct>(form: string, namespace: string | undefined, make: (id: string) => T): T {
    const id = namespace === undefined ? form : `${form}@${namespace}`;
    if (!this.made.has(id)) {
      this.made.set(id, make(id));
    }
    return this.made.get(id) as T;
  }

  private checkConsumerGroup(): void {
    const gateway = KongGateway.of(this);
    if (!gateway.isEnterprise || !gateway.version.isAtLeast(KongVersion.V3_6)) {
      throw mistake(this, `consumer groups need kong enterprise 3.6; this gateway is ${gateway.description}; leave consumerGroup out, and each consumer carries the limit itself`);
    }
  }
}

const NAMES: Record<keyof RateTierProps, true> = {
  second: true, minute: true, hour: true, day: true, month: true, year: true,
  limitBy: true, onCounterFailure: true, hideClientHeaders: true, name: true, openToAll: true, includes: true, consumerGroup: true,
};

function checkKinds(props: RateTierProps): void {
  expectKind('props', props, isOptions, 'properties', '{ minute: 100 }');
  checkPropNames('tier', props, NAMES);
  expectEnum('limitBy', props.limitBy, 'LimitBy', LimitBy);
  expectEnum('onCounterFailure', props.onCounterFailure, 'OnCounterFailure', OnCounterFailure);
  expectBoolean('openToAll', props.openToAll);
  expectBoolean('consumerGroup', props.consumerGroup);
  props.includes && expectList('includes', props.includes, isTier, 'a RateTier', () => "new RateTier(this, 'standard', { minute: 100 })");
}
