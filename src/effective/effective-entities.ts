/** A Kong service: where requests go. */
export interface EffectiveService {
  /** The name at Kong: `<namespace>.<service>.<port>` for an Ingress. */
  readonly name: string;
  /** The name of its upstream. */
  readonly host: string;
  /** The port, unless it is not known. */
  readonly port?: number;
  /** `http`, `https`, `grpc` or another. */
  readonly protocol: string;
  /** The path that goes before that of the request. */
  readonly path?: string;
  /** How long to wait for a connection, in milliseconds. */
  readonly connectTimeout: number;
  /** How long to wait between two reads, in milliseconds. */
  readonly readTimeout: number;
  /** How long to wait between two writes, in milliseconds. */
  readonly writeTimeout: number;
  /** How often a failed connection is tried again. */
  readonly retries: number;
  /** The Services behind it that exist: `shop/api`. */
  readonly services: string[];
  /** Where requests go: `192.0.2.10:8080`. Empty where the endpoints are not among the objects. */
  readonly targets: string[];
}

/** A route: which requests it takes, and to which service. */
export interface EffectiveRoute {
  /** The name at Kong. */
  readonly name: string;
  /** The object that it is made of: `Ingress shop/api`. */
  readonly source: string;
  /** The name of the Kong service. */
  readonly service: string;
  /** The hosts; empty is every host. */
  readonly hosts: string[];
  /** The paths as Kong compares them: `/v1/` is a prefix, `~/v1$` an expression. Empty is every path. */
  readonly paths: string[];
  /** The methods; empty is every method. */
  readonly methods: string[];
  /** Headers that a request must have, with the values of which it must have one. */
  readonly headers: { [name: string]: string[] };
  /** Names that a TLS connection must be for; empty is every name. */
  readonly snis: string[];
  /** The protocols; empty is the gateway's default. */
  readonly protocols: string[];
  /** What Kong answers to plain http where the route is https only. */
  readonly httpsRedirectStatusCode: number;
  /** Whether the matched prefix is taken off. */
  readonly stripPath: boolean;
  /** Whether the backend sees the host of the request. */
  readonly preserveHost: boolean;
  /** The rank among expressions. */
  readonly regexPriority: number;
  /** The tags of the entity. */
  readonly tags: string[];
}

/** A plugin as Kong has it. */
export interface EffectivePlugin {
  /** The type: `jwt`. */
  readonly type: string;
  /** The object that it is made of: `KongPlugin shop/jwt`; for a filter its HTTPRoute. */
  readonly object: string;
  /** Where it hangs, in words: `on route …`, `everywhere`. */
  readonly target: string;
  /** The configuration as it is written; what it leaves out has Kong's defaults. */
  readonly config: { [key: string]: any };
  /** The protocols for which it runs. */
  readonly protocols: string[];
  /** Whether it runs at all. */
  readonly enabled: boolean;
  /** The route that it hangs on. */
  readonly route?: string;
  /** The Kong service that it hangs on. */
  readonly service?: string;
  /** The consumer that it hangs on. */
  readonly consumer?: string;
  /** The consumer group that it hangs on. */
  readonly consumerGroup?: string;
  /** The place in the order of execution, the higher first; undefined for a type that Kong does not ship. */
  readonly priority?: number;
  /** Objects of the same type at the same place: which of them runs cannot be told. */
  readonly rivals: string[];
}

/** A credential of a consumer. Its secrets are not shown. */
export interface EffectiveCredential {
  /** `jwt`, `key-auth`, `acl` or another; undefined if the Secret is not among the objects. */
  readonly type?: string;
  /** The Secret: `shop/alice-jwt`. */
  readonly secret: string;
}

/** A consumer as Kong has it. */
export interface EffectiveConsumer {
  /** The name that plugins and logs have it by: the username, or else the custom id. */
  readonly name: string;
  /** The custom id. */
  readonly customId?: string;
  /** The object that it is made of: `KongConsumer shop/alice`. */
  readonly source: string;
  /** What it proves itself with, and its ACL groups. */
  readonly credentials: EffectiveCredential[];
  /** Its consumer groups, which are Enterprise's. */
  readonly groups: string[];
}

/** A certificate as Kong has it. */
export interface EffectiveCertificate {
  /** The names that it is shown for. */
  readonly snis: string[];
  /** The Secrets that hold it: `shop/tls`. */
  readonly secrets: string[];
}

/** Which route takes a request. */
export interface EffectiveMatch {
  /** The route; undefined if none takes it, or it cannot be told which. */
  readonly route?: EffectiveRoute;
  /** The path of the route that takes it. */
  readonly path?: string;
  /** The routes of which one takes it, if it cannot be told which: Kong decides by a hash of their names. */
  readonly ambiguous: EffectiveRoute[];
  /** Why, in words. */
  readonly reason: string;
}
