import { IncomingMessage } from 'node:http';
import { canonicalName, checkedHeaderName, headerValue } from './request-headers';
import { longEnough, secretsProblem } from './secrets';
import { proofProblem, sharedSecretHolds } from '../../lua/gateway-proof-format';

/** That of `GatewayProof`. */
export const DEFAULT_PROOF_HEADER = 'X-Gateway-Proof';

/** What both kinds of proof have. */
export interface ProofSecrets {
  /**
   * The header that carries the proof, as the gateway's `GatewayProof` has it.
   *
   * @default 'X-Gateway-Proof'
   */
  readonly header?: string;

  /**
   * The secrets that may have signed: that of the gateway, and while it is replaced the other one. As a function, they are asked for at
   * each request; `secretFile` makes one. Where it throws, or gives none of 16 bytes or more, no request is believed.
   */
  readonly secrets: readonly string[] | (() => readonly string[]);
}

/** `GatewayProof.hmac` of the gateway. */
export interface SignatureProof extends ProofSecrets {
  readonly kind: 'hmac';

  /**
   * The headers that the gateway signs: exactly its `signedHeaders`, in any order, and at least those of the identity.
   *
   * @default - those of the identity
   */
  readonly signedHeaders?: readonly string[];

  /**
   * By how many seconds the proof's time may differ from now, either way: from 1 to 3600. For so long, whoever has seen a request can
   * send it again, with another body if they like.
   *
   * @default 30
   */
  readonly toleranceSeconds?: number;
}

/** `GatewayProof.sharedSecret` of the gateway. */
export interface SecretProof extends ProofSecrets {
  readonly kind: 'sharedSecret';
}

export type ProofOptions = SignatureProof | SecretProof;

/** Why a proof does not hold. */
export type ProofFailure = 'missing' | 'malformed' | 'expired' | 'forged' | 'no-secret';

/** Whether requests carry the gateway's proof. */
export class ProofCheck {
  /** @throws when a name, a secret or the tolerance is none, or a header of the identity would not be signed */
  public static of(options: ProofOptions, identityHeaders: readonly string[]): ProofCheck {
    const header = checkedHeaderName('header of the proof', options.header ?? DEFAULT_PROOF_HEADER);
    const own = (name: string) => canonicalName(name) === canonicalName(header);
    if (identityHeaders.some(own)) {
      throw new Error(`proof and identity are both in header ${header}: expected two headers, as the gateway sets them; correct one`);
    }
    const problem = typeof options.secrets === 'function' ? undefined : secretsProblem(options.secrets);
    if (problem) {
      throw new Error(`proof: ${problem}`);
    }
    if (options.kind === 'sharedSecret') {
      return new ProofCheck(header, options.secrets, []);
    }
    if (options.kind !== 'hmac') {
      throw new Error(`proof is of kind '${(options as ProofOptions).kind}': expected 'hmac' or 'sharedSecret', as the gateway's GatewayProof`);
    }
    const signed = (options.signedHeaders ?? identityHeaders).map(name => checkedHeaderName('signed header', name).toLowerCase());
    const unsigned = identityHeaders.find(name => !signed.includes(name.toLowerCase()));
    if (unsigned) {
      throw new Error(`proof does not sign ${unsigned}: whoever sees a request in the network could send it again with another identity; `
        + `add '${unsigned}' to signedHeaders here and in the gateway's GatewayProof.hmac`);
    }
    const wrong = signed.find((name, i) => own(name) || signed.indexOf(name) !== i);
    if (wrong) {
      throw new Error(`proof signs ${wrong}, which is ${own(wrong) ? 'its own header' : 'there twice'}: the gateway does not; take it out of signedHeaders`);
    }
    const tolerance = options.toleranceSeconds ?? 30;
    if (!Number.isInteger(tolerance) || tolerance < 1 || tolerance > 3600) {
      throw new Error(`proof has a tolerance of ${tolerance} seconds: expected an integer from 1 to 3600; leave toleranceSeconds out for 30`);
    }
    return new ProofCheck(header, options.secrets, signed, tolerance);
  }

  private constructor(
    /** The header of the proof. */
    public readonly header: string,
    private readonly secrets: readonly string[] | (() => readonly string[]),
    private readonly signed: readonly string[],
    /** Undefined if the proof is the bare secret. */
    private readonly tolerance?: number,
  ) {}

  /**
   * Why a request does not prove that it came through the gateway; undefined if it does.
   *
   * @throws what the function of the secrets throws
   */
  public failure(request: IncomingMessage & { readonly originalUrl?: string }): ProofFailure | undefined {
    const secrets = (typeof this.secrets === 'function' ? this.secrets() : this.secrets).filter(longEnough);
    if (secrets.length === 0) {
      return 'no-secret';
    }
    const value = headerValue(request, this.header);
    if (this.tolerance === undefined) {
      return sharedSecretHolds(value, secrets) ? undefined : value ? 'forged' : 'missing';
    }
    const headers = Object.fromEntries(this.signed.map(name => [name, headerValue(request, name)]));
    // A router that is mounted somewhere changes `url`, and keeps what was on the wire.
    const proven = { method: request.method ?? '', target: request.originalUrl ?? request.url ?? '', headers };
    return proofProblem(value, proven, { secrets, now: Date.now() / 1000, tolerance: this.tolerance });
  }
}
