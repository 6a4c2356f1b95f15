/** By what requests are counted together. */
export enum LimitBy {
  /** The consumer. Callers without one are counted by their address. */
  CONSUMER = 'consumer',
  /** The credential, so that each key of one consumer has its own limit. */
  CREDENTIAL = 'credential',
  /** The client's address: behind a load balancer only with `trustedProxies`. */
  IP = 'ip',
  /** The backend service: one limit for everybody together. */
  SERVICE = 'service',
}

/** What happens to requests while the counters cannot be reached. */
export enum OnCounterFailure {
  /** They get 500: no request goes uncounted, and an outage of Redis is one of the API. */
  REFUSE = 'refuse',
  /** They pass without any limit: an outage of Redis goes unnoticed, and so does a flood during it. */
  ALLOW = 'allow',
}
