/** How a node runs Lua that comes in plugin configs (`untrusted_lua`). */
export enum UntrustedLua {
  /** Nothing is run: routes with functions drop the connection. */
  OFF = 'off',
  /** A sandbox without `require`, but for the modules that the node lists. The default up to 3.13. */
  SANDBOX = 'sandbox',
  /** A fixed list of modules and no network. The default from 3.14 on. */
  STRICT = 'strict',
  /** As strict, with more of the standard library. From 3.14 on. */
  LAX = 'lax',
  /** No sandbox at all. */
  ON = 'on',
}

/** Which header or protocol carries the client's address when a trusted proxy forwards a request. */
export enum RealIpHeader {
  /** `X-Forwarded-For`, read from the right past the trusted proxies. */
  X_FORWARDED_FOR = 'X-Forwarded-For',
  /** `X-Real-IP`. */
  X_REAL_IP = 'X-Real-IP',
  /** The PROXY protocol, which the proxy listener must speak (`KONG_PROXY_LISTEN=… proxy_protocol`). */
  PROXY_PROTOCOL = 'proxy_protocol',
}
