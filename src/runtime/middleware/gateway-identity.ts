import { IncomingMessage } from 'node:http';
import { Identity, IdentityHeaderMap, IdentityValues } from './identity-values';
import { PeerNetworks } from './peer-networks';
import { DEFAULT_PROOF_HEADER, ProofCheck, ProofFailure, ProofOptions } from './proof-check';
import { FORBIDDEN, minutely, Refusal, requestGuard, RequestGuard } from './request-guard';
import { canonicalName, removeHeaders } from './request-headers';

/** Why a request is not believed: its proof, its peer, or a header of the identity that is there twice. */
export type UntrustedReason = ProofFailure | 'peer' | 'duplicate-header';

/** Which requests are believed to come from the gateway, and what is believed of them. */
export interface GatewayIdentityOptions<H extends IdentityHeaderMap> {
  /** The headers of the gateway's `IdentityHeaders`, by the names that the service has for them: `{ userId: 'X-User-ID', roles: list('X-User-Roles') }`. */
  readonly headers: H;

  /**
   * The proof that the gateway sends: that of its `GatewayProof`.
   *
   * @default - none; `peers` is given. With both, both must hold
   */
  readonly proof?: ProofOptions;

  /**
   * The networks of the gateway's pods, in CIDR notation. Whoever gets an address among them is believed, so that they should hold nothing
   * else; many network plugins give the addresses of a node to all pods.
   *
   * @default - any peer; `proof` is given
   */
  readonly peers?: readonly string[];

  /**
   * The address that is compared with `peers`, where the peer of the socket is a proxy beside the service, as in a mesh. A header that the
   * proxy does not overwrite is what the client likes it to be.
   *
   * @default - the address of the TCP peer, and no header
   */
  readonly peerAddress?: (request: IncomingMessage) => string | undefined;

  /**
   * What becomes of a request that is not believed: 403, or it passes without an identity and without the headers of one.
   *
   * @default 'refuse'
   */
  readonly onUntrusted?: 'refuse' | 'anonymous';

  /**
   * Told of each request that is not believed, before its answer, for logs and counters; the client is not told the reason. It is awaited,
   * and where it fails the request is refused.
   *
   * @default - nobody is told
   */
  readonly onRefused?: (reason: UntrustedReason, request: IncomingMessage) => unknown;
}

/** A request, or what a framework has around one in `raw`, as Fastify. */
export type RequestOrWrapper = IncomingMessage | { readonly raw: IncomingMessage };

/** Middleware that knows who calls. */
export interface IdentityGuard<H extends IdentityHeaderMap> extends RequestGuard {
  /** Who has sent a request that this middleware has seen; undefined if it is not believed, or nobody was logged in. */
  identityOf(request: RequestOrWrapper): Identity<H> | undefined;
}

/** The identity that a middleware gives, as a type. */
export type IdentityOf<G> = G extends IdentityGuard<infer H> ? Identity<H> : never;

interface Judged {
  readonly guard: symbol;
  readonly trusted: boolean;
  readonly identity?: Identity<IdentityHeaderMap>;
}

const JUDGED = new WeakMap<IncomingMessage, Judged>();

/**
 * Middleware that believes identity headers only of requests that came through the gateway. Of all others it removes them, in every spelling
 * that some program reads as theirs, from `headers`, `headersDistinct` and `rawHeaders`; the proof is removed of all. It goes before
 * whatever rewrites the method, the url or headers, and before whatever reads them.
 *
 * A believed request without any of the headers, as of a public route, has no identity. The proof is that of the request line as the
 * service gets it: a proxy between the gateway and the service that changes the path, the query or the method makes it void.
 *
 * @throws when neither proof nor peers is given, or what is given could not be what the gateway sends
 */
export function gatewayIdentity<const H extends IdentityHeaderMap>(options: GatewayIdentityOptions<H>): IdentityGuard<H> {
  const { onUntrusted = 'refuse', onRefused } = options;
  const values = IdentityValues.of(options.headers);
  const untrusted = trustOf(options, values);
  const carries = new Set(values.headers.map(canonicalName));
  const exact = new Set(values.headers.map(name => name.toLowerCase()));
  const proofHeader = options.proof && canonicalName(options.proof.header ?? DEFAULT_PROOF_HEADER);
  const me = Symbol('gatewayIdentity');

  const judge = async (request: IncomingMessage): Promise<Refusal | undefined> => {
    const reason = untrusted(request);
    const trusted = reason === undefined;
    removeHeaders(request, name => {
      const canonical = canonicalName(name);
      return canonical === proofHeader || carries.has(canonical) && !(trusted && exact.has(name.toLowerCase()));
    });
    const identity = trusted ? values.read(request) : undefined;
    Object.assign(request, { identity });
    JUDGED.set(request, { guard: me, trusted, identity });
    if (trusted) {
      return undefined;
    }
    await onRefused?.(reason, request);
    return onUntrusted === 'anonymous' ? undefined : FORBIDDEN;
  };

  return Object.assign(requestGuard(judge), {
    identityOf: (request: RequestOrWrapper) => {
      const judged = judgedOf(request);
      return judged?.guard === me ? judged.identity as Identity<H> | undefined : undefined;
    },
  });
}

/** Who has sent a request, as the last `gatewayIdentity` says that has seen it: `identityOf<IdentityOf<typeof guard>>(request)`. */
export function identityOf<I = Identity<IdentityHeaderMap>>(request: RequestOrWrapper): I | undefined {
  return judgedOf(request)?.identity as I | undefined;
}

/** Whether a `gatewayIdentity` has believed that a request came through the gateway; also of those without an identity. */
export function cameThroughGateway(request: RequestOrWrapper): boolean {
  return judgedOf(request)?.trusted === true;
}

function judgedOf(request: RequestOrWrapper): Judged | undefined {
  return JUDGED.get('raw' in request ? request.raw : request);
}

/** Why a request is not believed, by what the options say. */
function trustOf(options: GatewayIdentityOptions<any>, values: IdentityValues): (request: IncomingMessage) => UntrustedReason | undefined {
  const { peerAddress = (request: IncomingMessage) => request.socket.remoteAddress } = options;
  if (options.proof === undefined && options.peers === undefined) {
    throw new Error('gatewayIdentity has neither proof nor peers: anybody could say who they are; give proof: { kind: \'hmac\', secrets: secretFile(\'/etc/gateway-proof/secret\') } for the gateway\'s GatewayProof.hmac, or the networks of its pods as peers');
  }
  if (!['refuse', 'anonymous', undefined].includes(options.onUntrusted)) {
    throw new Error(`onUntrusted is '${options.onUntrusted}': expected 'refuse' or 'anonymous'; leave it out for 'refuse'`);
  }
  const peers = options.peers && PeerNetworks.of(options.peers);
  const proof = options.proof && ProofCheck.of(options.proof, values.headers);
  const warned = minutely();
  return request => {
    if (peers && !peers.includes(peerAddress(request))) {
      return 'peer';
    }
    try {
      return proof?.failure(request) ?? (values.isAmbiguous(request) ? 'duplicate-header' : undefined);
    } catch (error) {
      warned(error);
      return 'no-secret';
    }
  };
}
