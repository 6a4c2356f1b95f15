/** The TLS 1.2 suites of Mozilla's intermediate profile 5.7, in its order; Kong's `intermediate` suite carries the same list. */
const INTERMEDIATE_CIPHERS = [
  'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305',
  'DHE-RSA-AES128-GCM-SHA256', 'DHE-RSA-AES256-GCM-SHA384', 'DHE-RSA-CHACHA20-POLY1305',
];

/**
 * OpenSSL's TLS 1.2 suites that are both forward secret and authenticated encryption. A name that OpenSSL does not know would be skipped
 * without a word.
 */
const FORWARD_SECRET_AEAD = new Set([
  ...INTERMEDIATE_CIPHERS,
  'ECDHE-ECDSA-AES128-CCM', 'ECDHE-ECDSA-AES256-CCM', 'ECDHE-ECDSA-AES128-CCM8', 'ECDHE-ECDSA-AES256-CCM8',
  'DHE-RSA-AES128-CCM', 'DHE-RSA-AES256-CCM', 'DHE-RSA-AES128-CCM8', 'DHE-RSA-AES256-CCM8',
]);

/** A protocol list and cipher list of your own, for `TlsProfile.custom`. */
export interface CustomTlsProfile {
  /** OpenSSL names of the TLS 1.2 cipher suites, in order of preference. TLS 1.3 chooses among its own five. */
  readonly ciphers: string[];

  /**
   * Whether clients that only speak TLS 1.2 are served.
   *
   * @default true
   */
  readonly tls12?: boolean;
}

/**
 * Which TLS versions and cipher suites a gateway accepts. In Kong this is a setting of the node, for all hosts together:
 * `GatewaySettings` writes it, there is no choice per API.
 *
 * @see https://wiki.mozilla.org/Security/Server_Side_TLS
 */
export class TlsProfile {
  /** Mozilla's modern profile: TLS 1.3 only. Refuses clients older than about 2019. */
  public static readonly MODERN = new TlsProfile('modern', ['TLSv1.3'], []);

  /** Mozilla's intermediate profile: TLS 1.2 and 1.3. The default of Kong and of this library. */
  public static readonly INTERMEDIATE = new TlsProfile('intermediate', ['TLSv1.2', 'TLSv1.3'], INTERMEDIATE_CIPHERS);

  /**
   * TLS 1.2 with FIPS-approved suites, for Enterprise nodes that run in FIPS mode (`KONG_FIPS=on`), which takes this suite whatever is set.
   * Kong's own list in it (`TLSv1.2+FIPS:kRSA+FIPS:!eNULL:!aNULL`, `kong/conf_loader/constants.lua`) is wider than `ciphers`: it also has
   * suites without forward secrecy. Outside FIPS mode use `custom` with the same ciphers.
   */
  public static readonly FIPS = new TlsProfile('fips', ['TLSv1.2'], INTERMEDIATE_CIPHERS.filter(c => !c.includes('CHACHA20')));

  /**
   * A list of your own.
   *
   * @throws when a suite is not both forward secret and authenticated encryption, or when TLS 1.2 is on without a suite
   */
  public static custom(profile: CustomTlsProfile): TlsProfile {
    const tls12 = profile.tls12 ?? true;
    for (const cipher of profile.ciphers) {
      if (!FORWARD_SECRET_AEAD.has(cipher)) {
        throw new Error(`cipher '${cipher}' is not allowed: expected an openssl name of a forward secret AEAD suite; use for instance 'ECDHE-ECDSA-AES128-GCM-SHA256'`);
      }
    }
    if (tls12 && profile.ciphers.length === 0) {
      throw new Error('tls profile has TLS 1.2 and no ciphers: expected at least one suite; list one, or use TlsProfile.MODERN');
    }
    if (!tls12 && profile.ciphers.length > 0) {
      throw new Error('tls profile has ciphers and no TLS 1.2: cipher lists do not govern TLS 1.3; remove them, or use TlsProfile.MODERN');
    }
    return new TlsProfile('custom', tls12 ? ['TLSv1.2', 'TLSv1.3'] : ['TLSv1.3'], [...profile.ciphers]);
  }

  private constructor(
    /** The name of the suite for `KONG_SSL_CIPHER_SUITE`: `modern`, `intermediate`, `fips` or `custom`. */
    public readonly suite: string,
    private readonly protocolNames: string[],
    private readonly cipherNames: string[]) {}

  /** The protocols, as nginx names them; a copy. */
  public get protocols(): string[] {
    return [...this.protocolNames];
  }

  /** The TLS 1.2 suites, as OpenSSL names them; a copy. */
  public get ciphers(): string[] {
    return [...this.cipherNames];
  }

  /**
   * The `KONG_*` settings of a node that make it so. Kong ignores the protocol and cipher lists unless the suite is `custom`, and offers DHE
   * suites only with parameters for them.
   *
   * @internal
   */
  public _settings(): Record<string, string> {
    return {
      KONG_SSL_CIPHER_SUITE: this.suite,
      ...this.suite === 'custom' && {
        KONG_SSL_PROTOCOLS: this.protocols.join(' '),
        ...this.ciphers.length > 0 && { KONG_SSL_CIPHERS: this.ciphers.join(':') },
        ...this.ciphers.some(cipher => cipher.startsWith('DHE-')) && { KONG_SSL_DHPARAM: 'ffdhe2048' },
      },
    };
  }
}
