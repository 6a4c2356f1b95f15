import { createPublicKey, KeyObject } from 'node:crypto';
import { Construct } from 'constructs';
import { ConsumerCredential } from './consumer-credential';
import { mistake } from '../errors';
import { KongGateway } from '../gateway/kong-gateway';
import { KongVersion } from '../gateway/kong-version';
import { kongObject, scopedName } from '../kong/kong-object';
import { checkObjectName } from '../values/object-name';
import { isToken } from '../values/token';

/** With what tokens are signed. */
export enum JwtAlgorithm {
  /** RSA with SHA-256. */
  RS256 = 'RS256',
  /** RSA with SHA-384. */
  RS384 = 'RS384',
  /** RSA with SHA-512. */
  RS512 = 'RS512',
  /** ECDSA on P-256. */
  ES256 = 'ES256',
  /** ECDSA on P-384. */
  ES384 = 'ES384',
  /** ECDSA on P-521. Kong 3.7 or later. */
  ES512 = 'ES512',
  /** RSA-PSS with SHA-256. Kong 3.7 or later. */
  PS256 = 'PS256',
  /** RSA-PSS with SHA-384. Kong 3.7 or later. */
  PS384 = 'PS384',
  /** RSA-PSS with SHA-512. Kong 3.7 or later. */
  PS512 = 'PS512',
  /** Ed25519. Kong 3.7 or later. */
  EDDSA = 'EdDSA',
}

/** The key of an issuer, or of one application of an issuer. */
export interface JwtPublicKeyProps {
  /**
   * The value of the claim that names this credential (`keyClaim` of the API's authentication): the issuer's `iss`, or the application's
   * `azp`, `client_id`, or the `kid` of the key. No two credentials of a gateway can have the same.
   */
  readonly key: string;
  /** With what tokens are signed. */
  readonly algorithm: JwtAlgorithm;
  /** The public key as PEM (`-----BEGIN PUBLIC KEY-----`). A certificate or an older form of a public key is converted into that. */
  readonly publicKey: string;
}

/** For each algorithm the key type that node's crypto reports, and the curve. */
const KEYS: Record<string, { readonly type: string; readonly curve?: string }> = {
  RS: { type: 'rsa' },
  PS: { type: 'rsa' },
  ES256: { type: 'ec', curve: 'prime256v1' },
  ES384: { type: 'ec', curve: 'secp384r1' },
  ES512: { type: 'ec', curve: 'secp521r1' },
  EdDSA: { type: 'ed25519' },
};
const SINCE_3_7 = [JwtAlgorithm.ES512, JwtAlgorithm.PS256, JwtAlgorithm.PS384, JwtAlgorithm.PS512, JwtAlgorithm.EDDSA];
const SMALLEST_RSA = 2048;

/** A key with which the gateway verifies a consumer's tokens. */
export class JwtCredential extends ConsumerCredential {
  /**
   * A public key, which is no secret: it is written into the manifest.
   *
   * @throws when the text is no public key, is a private one, or does not fit the algorithm
   */
  public static publicKey(props: JwtPublicKeyProps): JwtCredential {
    if (props.key.trim() !== props.key || props.key === '') {
      throw new Error(`jwt credential has the key '${props.key}': expected the value of the claim that names it, without spaces around it; give for instance the issuer`);
    }
    return new JwtCredential({ ...props, publicKey: isToken(props.publicKey) ? props.publicKey : checkedKey(props) }, undefined);
  }

  /**
   * An existing Secret in the consumer's namespace, labelled `konghq.com/credential: jwt`, with `key`, `algorithm` and, for HS256 and its
   * like, `secret`. The way for shared secrets, of which none may stand in a manifest. Its key cannot be checked here.
   *
   * @throws when the name is no object name
   */
  public static fromSecret(secretName: string): JwtCredential {
    isToken(secretName) || checkObjectName(secretName);
    return new JwtCredential(undefined, secretName);
  }

  public readonly credentialType = 'jwt';

  private constructor(private readonly props: JwtPublicKeyProps | undefined, private readonly secretName: string | undefined) {
    super();
  }

  /** @internal */
  public _bind(scope: Construct): string {
    if (!this.props) {
      return this.secretName!;
    }
    const { key, algorithm, publicKey } = this.props;
    const gateway = KongGateway.of(scope);
    if (SINCE_3_7.includes(algorithm) && !gateway.version.isAtLeast(KongVersion.V3_7)) {
      throw mistake(scope, `algorithm ${algorithm} needs kong 3.7; this gateway is ${gateway.description}; sign with ES256 or RS256, or upgrade the gateway`);
    }
    const id = `jwt-${slug(key)}`;
    if (scope.node.tryFindChild(id)) {
      throw mistake(scope, `consumer has two jwt credentials whose secret would be called '${id}': expected keys that differ in letters and digits, and '${key}' does not; leave it out, or give it to a consumer of its own`);
    }
    const secret = kongObject(scope, id, {
      apiVersion: 'v1',
      kind: 'Secret',
      name: scopedName(scope, id),
      labels: { 'konghq.com/credential': 'jwt' },
      early: true,
      body: {
        stringData: {
          key,
          algorithm,
          rsa_public_key: publicKey,
          // Controllers before 3.4.1 insist on a secret that these algorithms do not use.
          ...!gateway.controllerVersion.isAtLeast(3, 4, 1) && { secret: 'unused' },
        },
      },
    });
    return secret.name;
  }
}

function slug(key: string): string {
  return key.toLowerCase().replace(/^https?:\/\//, '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'key';
}

/** The key as PEM and nothing else, so that what stood beside it in the text is not written into the manifest. */
function checkedKey({ algorithm, publicKey }: JwtPublicKeyProps): string {
  if (/PRIVATE KEY/.test(publicKey)) {
    throw new Error('jwt credential was given a private key: expected the public one, since it is written into the manifest; take it out with: openssl pkey -in key.pem -pubout');
  }
  const [place] = /^[^\s]+$/.exec(publicKey?.trim?.() ?? '') ?? [];
  if (place && /^https?:\/\//.test(place)) {
    throw new Error(`jwt credential has the url '${place}' as public key: expected PEM that begins with -----BEGIN PUBLIC KEY-----, since kong fetches none; download the key and give its text, or use Authentication.oidc with kong enterprise`);
  }
  if (place && place.length < 200 && (/\.(pem|crt|cer|key|pub|json|jwk|jwks|txt)$/i.test(place) || /^[.~]{0,2}\//.test(place))) {
    throw new Error(`jwt credential has the file name '${place}' as public key: expected PEM that begins with -----BEGIN PUBLIC KEY-----; give the text, readFileSync('${place}', 'utf8')`);
  }
  let key: KeyObject;
  try {
    key = createPublicKey(publicKey);
  } catch (error) {
    throw new Error(`jwt credential has no public key that can be read (${(error as Error).message}): expected PEM that begins with -----BEGIN PUBLIC KEY-----; convert it with openssl`);
  }
  const wanted = KEYS[algorithm] ?? KEYS[algorithm.slice(0, 2)];
  const details = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType !== wanted.type || (wanted.curve && details.namedCurve !== wanted.curve)) {
    const [got, expected] = [[key.asymmetricKeyType, details.namedCurve], [wanted.type, wanted.curve]].map(parts => parts.filter(Boolean).join(' '));
    throw new Error(`jwt credential has a key of type ${got} for ${algorithm}: expected ${expected}; give the key that the issuer signs with, or change the algorithm`);
  }
  if (wanted.type === 'rsa' && (details.modulusLength ?? 0) < SMALLEST_RSA) {
    throw new Error(`jwt credential has an rsa key of ${details.modulusLength} bits: expected at least ${SMALLEST_RSA}; have the issuer sign with a longer one`);
  }
  return key.export({ type: 'spki', format: 'pem' }) as string;
}
