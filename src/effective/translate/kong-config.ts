/**
 * What the controller sends to Kong, in the words of Kong's declarative configuration. Targets of plugins are names here, as in the
 * recordings, where Kong has ids.
 */
export interface KongConfig {
  readonly services: KongService[];
  readonly upstreams: KongUpstream[];
  readonly plugins: KongPluginEntity[];
  readonly consumers: KongConsumer[];
  readonly certificates: KongCertificate[];
  /** Enterprise only. */
  readonly consumer_groups: KongConsumerGroup[];
}

export interface KongService {
  readonly name: string;
  readonly host: string;
  port?: number;
  protocol: string;
  path?: string;
  connect_timeout: number;
  read_timeout: number;
  write_timeout: number;
  retries: number;
  tls_verify?: boolean;
  tls_verify_depth?: number;
  tags?: string[];
  plugins?: NestedPlugin[];
  readonly routes: KongRoute[];
}

export interface KongRoute {
  readonly name: string;
  hosts?: string[];
  paths?: string[];
  methods?: string[];
  headers?: Record<string, string[]>;
  snis?: string[];
  protocols?: string[];
  strip_path?: boolean;
  preserve_host: boolean;
  regex_priority?: number;
  request_buffering?: boolean;
  response_buffering?: boolean;
  https_redirect_status_code: number;
  path_handling: string;
  tags?: string[];
  plugins?: NestedPlugin[];
}

export interface KongUpstream {
  readonly name: string;
  algorithm?: string;
  host_header?: string;
  tags?: string[];
  targets?: KongTarget[];
  [field: string]: unknown;
}

export interface KongTarget {
  readonly target: string;
  readonly weight?: number;
}

/** A plugin inside a route or service, made of a filter. */
export interface NestedPlugin {
  readonly name: string;
  readonly config?: Record<string, any>;
  readonly enabled: boolean;
  readonly protocols: string[];
  readonly tags?: string[];
}

export interface KongPluginEntity extends NestedPlugin {
  readonly instance_name?: string;
  readonly ordering?: unknown;
  readonly route?: string;
  readonly service?: string;
  readonly consumer?: string;
  readonly consumer_group?: string;
}

export interface KongConsumer {
  readonly username?: string;
  readonly custom_id?: string;
  readonly tags: string[];
  readonly groups?: { readonly name: string }[];
  keyauth_credentials?: KongCredential[];
  basicauth_credentials?: KongCredential[];
  hmacauth_credentials?: KongCredential[];
  jwt_secrets?: KongCredential[];
  oauth2_credentials?: KongCredential[];
  acls?: KongCredential[];
  mtls_auth_credentials?: KongCredential[];
}

export interface KongCredential {
  readonly tags: string[];
  readonly [field: string]: unknown;
}

export interface KongConsumerGroup {
  readonly name: string;
  readonly tags: string[];
}

export interface KongCertificate {
  readonly cert: string;
  readonly key: string;
  readonly snis: string[];
}
