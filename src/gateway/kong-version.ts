/** Versions whose plugin schemas the table of facts covers; 3.5 and 3.6 are interpolated from Kong's changelog. */
const FIRST_MINOR = 4;
const LAST_MINOR = 15;

/**
 * The version of a Kong gateway, as `major.minor`. It decides which fields a plugin has, and which defaults are spelled out.
 */
export class KongVersion {
  /** Kong 3.4, an Enterprise long-term release. */
  public static readonly V3_4 = new KongVersion(3, 4);
  /** Kong 3.5. */
  public static readonly V3_5 = new KongVersion(3, 5);
  /** Kong 3.6: the redis settings of plugins move into an object. */
  public static readonly V3_6 = new KongVersion(3, 6);
  /** Kong 3.7: ES512, PS256, PS384, PS512 and EdDSA signatures. */
  public static readonly V3_7 = new KongVersion(3, 7);
  /** Kong 3.8. */
  public static readonly V3_8 = new KongVersion(3, 8);
  /** Kong 3.9: the last open-source version. */
  public static readonly V3_9 = new KongVersion(3, 9);
  /** Kong 3.10, Enterprise only, a long-term release. */
  public static readonly V3_10 = new KongVersion(3, 10);
  /** Kong 3.11, Enterprise only: JSON Schema drafts after 4. */
  public static readonly V3_11 = new KongVersion(3, 11);
  /** Kong 3.12, Enterprise only. */
  public static readonly V3_12 = new KongVersion(3, 12);
  /** Kong 3.13, Enterprise only. */
  public static readonly V3_13 = new KongVersion(3, 13);
  /** Kong 3.14, Enterprise only, a long-term release: https-only routes by default, strict Lua, TLS verification on. */
  public static readonly V3_14 = new KongVersion(3, 14);
  /** Kong 3.15, Enterprise only. */
  public static readonly V3_15 = new KongVersion(3, 15);

  /**
   * The version in a text such as `3.9` or `3.9.3`; a patch number is read and not kept.
   *
   * @throws when the text is no version, or one outside 3.4 to 3.15
   */
  public static of(version: string): KongVersion {
    const parts = /^(\d+)\.(\d+)(\.\d+){0,2}$/.exec(version);
    if (!parts) {
      throw new Error(`kong version '${version}' is not a version: expected major.minor; write for instance '3.9'`);
    }
    const [major, minor] = [Number(parts[1]), Number(parts[2])];
    if (major !== 3 || minor < FIRST_MINOR || minor > LAST_MINOR) {
      throw new Error(`kong version '${version}' is not covered: expected 3.${FIRST_MINOR} to 3.${LAST_MINOR}; upgrade the gateway or this package`);
    }
    return new KongVersion(major, minor);
  }

  private constructor(
    /** The major version, always 3. */
    public readonly major: number,
    /** The minor version. */
    public readonly minor: number) {}

  /** Whether this version is `other` or a later one. */
  public isAtLeast(other: KongVersion): boolean {
    return this.major > other.major || (this.major === other.major && this.minor >= other.minor);
  }

  /** `3.9`. */
  public toString(): string {
    return `${this.major}.${this.minor}`;
  }
}
