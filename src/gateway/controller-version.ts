/** Secrets inside a plugin's config (`configPatches`) need this controller. */
const FIRST = [3, 1, 0];
/** There is no line after 3; the Kong Operator counts from 1 again. */
const LAST_MAJOR = 3;

/**
 * The version of the Kong Ingress Controller. It decides how credentials and secret settings can be written.
 */
export class ControllerVersion {
  /** Kong Ingress Controller 3.4, a long-term release. */
  public static readonly V3_4 = new ControllerVersion(3, 4, 1);
  /** Kong Ingress Controller 3.5, the newest and last line; its successor is the Kong Operator. */
  public static readonly V3_5 = new ControllerVersion(3, 5, 0);

  /**
   * The version in a text such as `3.5` or `3.5.9`.
   *
   * @throws when the text is no version, one that does not exist, or one before 3.1, which cannot keep secrets out of a plugin's config
   */
  public static of(version: string): ControllerVersion {
    const parts = /^(\d+)\.(\d+)(?:\.(\d+))?$/.exec(version);
    if (!parts) {
      throw new Error(`controller version '${version}' is not a version: expected major.minor or major.minor.patch; write for instance '3.5'`);
    }
    if (Number(parts[1]) > LAST_MAJOR) {
      throw new Error(`controller version '${version}' is not covered: expected 3.1 to 3.5, the last line of the Kong Ingress Controller; for a Kong Operator give that of the controller in it`);
    }
    const found = new ControllerVersion(Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0));
    if (!found.isAtLeast(FIRST[0], FIRST[1], FIRST[2])) {
      throw new Error(`controller version '${version}' is not covered: expected 3.1 or later, which keeps secrets out of plugin configs; upgrade the controller`);
    }
    return found;
  }

  private constructor(
    /** The major version. */
    public readonly major: number,
    /** The minor version. */
    public readonly minor: number,
    /** The patch version. */
    public readonly patch: number) {}

  /** Whether this is the given version or a later one. */
  public isAtLeast(major: number, minor: number, patch: number): boolean {
    const [mine, theirs] = [[this.major, this.minor, this.patch], [major, minor, patch]];
    const first = mine.findIndex((n, i) => n !== theirs[i]);
    return first < 0 || mine[first] > theirs[first];
  }

  /** `3.5.0`. */
  public toString(): string {
    return `${this.major}.${this.minor}.${this.patch}`;
  }
}
