import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ApiDefaults } from './api-defaults';
import { ConsumerCredential } from './consumer-credential';
import { locate, mistake } from '../errors';
import { KongGateway } from '../gateway/kong-gateway';
import { kongObject, namespaceOf, PLUGINS_ANNOTATION, scopedName } from '../kong/kong-object';
import { IKongPlugin } from '../kong/kong-plugin';
import { RateTier } from '../policies/rate-tier';
import { expectOptional, expectReference, isTier } from '../values/kinds';
import { checkPropNames } from '../values/prop-names';

/** Who calls. */
export interface ApiConsumerProps {
  /**
   * What it proves itself with. An issuer that signs for several applications has one consumer per application. On Kong Enterprise it may
   * be empty, for a consumer that OpenID Connect finds by its name.
   */
  readonly credentials: ConsumerCredential[];

  /**
   * Its plan: its limit over all routes together, and the routes of the plan.
   *
   * @default - the limits of the routes
   */
  readonly tier?: RateTier;

  /**
   * The name at the gateway, unique there. Logs and the `X-Consumer-Username` header show it.
   *
   * @default - the id
   */
  readonly username?: string;

  /**
   * An id of yours, for logs and the `X-Consumer-Custom-ID` header.
   *
   * @default - none
   */
  readonly customId?: string;
}

/**
 * A consumer: an application, or an issuer as a whole, that the gateway knows by its credentials. Its credentials count on every API
 * whose authentication is of their type.
 */
export class ApiConsumer extends Construct {
  /** The name at the gateway. */
  public readonly username: string;
  /** The object. */
  public readonly apiObject: ApiObject;

  /**
   * @throws when there is no credential, one Secret is named twice, or a credential or the tier cannot be had at this gateway. That no
   * other consumer has the name, a key or a Secret is checked when the app is synthesized.
   */
  constructor(scope: Construct, id: string, props: ApiConsumerProps) {
    super(scope, id);
    const gateway = KongGateway.of(this);
    this.username = props.username ?? id;
    locate(this, () => checkKinds(props));
    this.checkNames(props);
    if (props.credentials.length === 0 && !gateway.isEnterprise) {
      throw mistake(this, 'consumer has no credential: nobody could ever be it; give JwtCredential.publicKey(…) or ApiKeyCredential.fromSecret(…)');
    }
    const secrets = props.credentials.map(credential => credential._bind(this));
    const repeated = secrets.find((name, index) => secrets.indexOf(name) !== index);
    if (repeated) {
      throw mistake(this, `consumer names the secret '${repeated}' twice: the controller drops a consumer for it; remove one`);
    }
    const tier = props.tier ? this.bindTier(props.tier, gateway) : { plugins: [], secrets: [], groups: [] };
    this.apiObject = kongObject(this, 'Resource', {
      apiVersion: 'configuration.konghq.com/v1',
      kind: 'KongConsumer',
      name: scopedName(this),
      classed: true,
      early: true,
      annotations: tier.plugins.length > 0 ? { [PLUGINS_ANNOTATION]: tier.plugins.map(plugin => plugin.pluginName).join(',') } : {},
      body: {
        username: this.username,
        ...props.customId !== undefined && { custom_id: props.customId },
        ...secrets.length + tier.secrets.length > 0 && { credentials: [...secrets, ...tier.secrets] },
        ...tier.groups.length > 0 && { consumerGroups: tier.groups },
      },
    });
  }

  private checkNames({ customId }: ApiConsumerProps): void {
    for (const [name, value] of [['username', this.username], ['custom id', customId]]) {
      if (value !== undefined && (value.trim() !== value || value === '')) {
        throw mistake(this, `consumer has the ${name} '${value}': expected a name without spaces around it; correct it`);
      }
    }
  }

  private bindTier(tier: RateTier, gateway: KongGateway): { plugins: IKongPlugin[]; secrets: string[]; groups: string[] } {
    const served = KongGateway.of(tier);
    if (served !== gateway) {
      throw mistake(this, `tier '${tier.tierName}' is declared for another gateway (${served.description}) than the consumer: its limit would be counted as that gateway counts; declare a tier in a scope that has the gateway of the consumer`);
    }
    const [mine, theirs] = [namespaceOf(this), namespaceOf(tier)];
    if (mine === undefined && theirs !== undefined) {
      throw mistake(this, `tier '${tier.tierName}' is in namespace ${theirs} and the consumer in (none): what the consumer needs of it would be made there, and not be found; give the consumer's chart a namespace`);
    }
    for (const enforced of ApiDefaults._enforced(this)) {
      const problem = enforced.tier && tier._loosens(enforced.tier);
      if (problem) {
        throw mistake(this, `tier '${tier.tierName}' of the consumer would replace the limit that is enforced here: ${problem}; kong prefers the limit of a consumer; give it a stricter one, or make the consumer outside of the scope`);
      }
    }
    return tier._onConsumer(mine);
  }
}

const NAMES: Record<keyof ApiConsumerProps, true> = { credentials: true, tier: true, username: true, customId: true };

/** What stands in place of a credential may be a secret and is not repeated. */
function checkKinds(props: ApiConsumerProps): void {
  checkPropNames('consumer', props, NAMES);
  const { credentials, tier } = props;
  const fix = 'JwtCredential.publicKey(…) or ApiKeyCredential.fromSecret(…)';
  expectReference('credentials', credentials ?? false, Array.isArray, 'a list', `[${fix}]`);
  for (const credential of credentials) {
    expectReference('a credential', credential ?? false, value => typeof value._bind === 'function', 'a ConsumerCredential', fix);
  }
  expectOptional('tier', tier, isTier, 'a RateTier', "new RateTier(this, 'standard', { minute: 100 })");
}
