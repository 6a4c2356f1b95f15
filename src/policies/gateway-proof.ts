import { LuaFacts } from './lua-facts';
import { PluginSpec, Policy } from './policy';
import { LuaChunk } from '../lua/chunk';
import { gatewayProofChunks } from '../lua/gateway-proof';
import { connectionGuard } from '../lua/identity';
import { HeaderName } from '../values/header-name';

/** How a gateway proves itself by a bare secret. */
export interface GatewaySecretOptions {
  /**
   * The header that carries the proof. What clients send in it is cleared.
   *
   * @default 'X-Gateway-Proof'
   */
  readonly header?: string;

  /**
   * The environment variable that holds the secret. It must be one of `secretEnvironment` of the gateway.
   *
   * @default 'GW_PROOF'
   */
  readonly variable?: string;
}

/** How a gateway proves itself by a signature. */
export interface GatewaySignatureOptions extends GatewaySecretOptions {
  /**
   * Request headers whose values are signed as well, so that they are the gateway's own and not of another request: those of the identity.
   * The backend must check the same ones, on public routes too, where they are empty.
   *
   * @default - every header of the identity that the authentication of the API forwards
   */
  readonly signedHeaders?: string[];
}

/**
 * Proves to a backend that a request came through the gateway, by a header that only the gateway can make. It is set after all other
 * plugins, and what a client sends in it is cleared, also on routes of the API that make no proof. The secret is read from the environment
 * of the gateway's nodes, which take it from a Kubernetes Secret (`environment` of `GatewaySettings` has the entries for the pods), and
 * stands in no object. A node that has none, or one of less than 16 characters, answers 503.
 *
 * To replace a secret, have the backends accept both, then restart the gateway with the new one, then have the backends forget the old one.
 */
export class GatewayProof extends Policy {
  /**
   * By an HMAC over time, method, target and chosen headers: `v1;t=<seconds>;s=<base64 of HMAC-SHA1>`. The backend never sees the secret
   * on the wire, and refuses what is older than it likes. Target is path and query as the backend gets them; the body is not signed.
   *
   * @throws when a name is none, or the proof would sign itself
   */
  public static hmac(options: GatewaySignatureOptions = {}): GatewayProof {
    return new GatewayProof(options, options.signedHeaders ? sorted(options.signedHeaders.map(name => HeaderName.of(name))) : 'identity');
  }

  /**
   * By the secret itself. Simple, but whoever sees one request can make others: for networks between gateway and backend that are
   * encrypted.
   *
   * @throws when a name is none
   */
  public static sharedSecret(options: GatewaySecretOptions = {}): GatewayProof {
    return new GatewayProof(options);
  }

  /**
   * The header that backends believe.
   *
   * @internal
   */
  public readonly _header: HeaderName;
  private readonly variable: string;

  private constructor(options: GatewaySecretOptions, private readonly signed?: HeaderName[] | 'identity') {
    super();
    this._header = HeaderName.of(options.header ?? 'X-Gateway-Proof');
    this._header.spellings();
    this.variable = options.variable ?? 'GW_PROOF';
    const named = Array.isArray(signed) ? signed : [];
    this.checkSigned(named);
    const twice = named.find((name, i) => i > 0 && name.sameAs(named[i - 1]));
    if (twice) {
      throw new Error(`gateway proof signs header ${twice} twice: letter case makes no difference; take one out of signedHeaders`);
    }
  }

  /** @internal */
  public _plugins(): PluginSpec[] {
    return [];
  }

  /**
   * The Lua that makes it so.
   *
   * @throws when the gateway's nodes do not have the secret
   * @internal
   */
  public _chunks({ gateway, identity }: LuaFacts): LuaChunk[] {
    if (!Object.keys(gateway.secretEnvironment).includes(this.variable)) {
      throw new Error(`gateway proof needs environment variable '${this.variable}' at the nodes of the gateway, which does not declare it: every request would be answered with 503; `
        + `set it on the pods from a Secret, and declare it with secretEnvironment: { ${this.variable}: SecretRef.of('gateway-proof', 'secret') } of the gateway`);
    }
    const signed = this.signed === 'identity' ? sorted(identity) : this.signed;
    this.checkSigned(signed ?? []);
    return [connectionGuard(), ...gatewayProofChunks({ header: this._header, variable: this.variable, signed })];
  }

  /** @internal */
  public _loosens(enforced: Policy): string | undefined {
    const said = ({ _header, variable, signed }: GatewayProof) =>
      JSON.stringify([sortKey(_header), variable, Array.isArray(signed) ? signed.map(sortKey) : signed]);
    return said(this) === said(enforced as GatewayProof) ? undefined : 'the proof of the gateway may not change, since backends check it as it is';
  }

  private checkSigned(names: HeaderName[]): void {
    if (names.some(name => name.sameAs(this._header))) {
      throw new Error(`gateway proof signs its own header ${this._header}: expected other ones; take it out of signedHeaders or of the identity`);
    }
  }
}

function sorted(names: HeaderName[]): HeaderName[] {
  return [...names].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function sortKey(name: HeaderName): string {
  return name.toString().toLowerCase();
}
