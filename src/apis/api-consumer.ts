import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ConsumerCredential } from './consumer-credential';
import { mistake } from '../errors';
import { KongGateway } from '../gateway/kong-gateway';
import { kongObject, namespaceOf, PLUGINS_ANNOTATION, scopedName } from '../kong/kong-object';
import { RateTier } from '../policies/rate-tier';

/** Who calls. */
export interface ApiConsumerProps {
  /** What it proves itself with. An issuer that signs for several applications has one consumer per application. */
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

  /** @throws when there is no credential, one Secret is named twice, or a credential cannot be had at this gateway */
  constructor(scope: Construct, id: string, props: ApiConsumerProps) {
    super(scope, id);
    const gateway = KongGateway.of(this);
    this.username = props.username ?? id;
    if (this.username.trim() !== this.username || this.username === '') {
      throw mistake(this, `consumer has the username '${this.username}': expected a name without spaces around it; correct it`);
    }
    if (props.credentials.length === 0 && !gateway.isEnterprise) {
      throw mistake(this, 'consumer has no credential: nobody could ever be it; give JwtCredential.publicKey(…) or ApiKeyCredential.fromSecret(…)');
    }
    const secrets = props.credentials.map(credential => credential._bind(this));
    const tier = props.tier?._onConsumer(namespaceOf(this)) ?? { plugins: [], secrets: [], groups: [] };
    const repeated = secrets.find((name, index) => secrets.indexOf(name) !== index);
    if (repeated) {
      throw mistake(this, `consumer names the secret '${repeated}' twice: the controller drops a consumer for it; remove one`);
    }
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
}
