import { KongEdition } from '../gateway/kong-edition';
import { KongVersion } from '../gateway/kong-version';

/** For which gateway and cluster objects are read. */
export interface EffectiveGatewayOptions {
  /**
   * The class that the controller serves.
   *
   * @default - that of the gateway of the scope; `kong` for plain manifests
   */
  readonly ingressClassName?: string;

  /**
   * Whether the class is the cluster's default, so that objects without a class are taken too.
   *
   * @default - whether an IngressClass among the objects says so
   */
  readonly defaultClass?: boolean;

  /**
   * The version of Kong.
   *
   * @default - that of the gateway of the scope; 3.9 for plain manifests
   */
  readonly version?: KongVersion;

  /**
   * The edition of Kong.
   *
   * @default - that of the gateway of the scope; open source for plain manifests
   */
  readonly edition?: KongEdition;

  /**
   * The namespace of objects that name none.
   *
   * @default default
   */
  readonly namespace?: string;

  /**
   * Objects that exist in the cluster besides: Services, Secrets, plugins of the platform.
   *
   * @default - none
   */
  readonly alsoInCluster?: any[];

  /**
   * Whether Services and Secrets that the objects name and that are not among them count as existing, with whatever is asked of them.
   *
   * @default - true for an app, whose Services and Secrets are often made elsewhere; false for plain manifests
   */
  readonly assumeExisting?: boolean;

  /**
   * Plugin types that the gateway's image brings besides Kong's own.
   *
   * @default - those that the app declares as custom
   */
  readonly customPlugins?: string[];

  /**
   * The ports of the gateway's Service; listeners of a Gateway on others take no routes.
   *
   * @default - 80 and 443
   */
  readonly proxyPorts?: number[];
}

/** A request. */
export interface RouteRequest {
  /** The host name; a port is left out of account. */
  readonly host: string;

  /**
   * The path, with or without a query.
   *
   * @default - `/`
   */
  readonly path?: string;

  /**
   * The method.
   *
   * @default - GET
   */
  readonly method?: string;

  /**
   * The headers.
   *
   * @default - none
   */
  readonly headers?: { [name: string]: string };

  /**
   * Whether it comes over TLS.
   *
   * @default true
   */
  readonly https?: boolean;

  /**
   * The name that the TLS connection is for.
   *
   * @default - the host
   */
  readonly sni?: string;
}
