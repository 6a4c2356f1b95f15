import { checkObjectName } from './object-name';
import { isToken } from './token';

/**
 * A reference to one key of a Kubernetes Secret that exists when the gateway's controller reads it.
 *
 * It names the secret and never holds its value, so that no value can reach a manifest, a log or an error text.
 */
export class SecretRef {
  /**
   * The key of the secret of that name. The secret is looked for in the namespace of the object that refers to it.
   *
   * @throws if Kubernetes would refuse the name or the key.
   */
  public static of(name: string, key: string): SecretRef {
    isToken(name) || checkObjectName(name);
    if (!isToken(key) && (!/^[-._a-zA-Z0-9]{1,253}$/.test(key) || key === '.' || key.startsWith('..'))) {
      // What was given is not repeated: it may be the value that somebody took for the key.
      throw new Error(`expected a key of secret '${name}' of 1 to 253 letters, digits, '-', '_' and '.', not beginning with '..', `
        + `got ${key.length} characters that are none; write the name of the entry, never its value`);
    }
    return new SecretRef(name, key);
  }

  private constructor(
    /** The name of the Secret. */
    public readonly name: string,
    /** The entry of the Secret's data. */
    public readonly key: string,
  ) {}

  /** Name and key, `jwt-keys/premium`; never a value. */
  public toString(): string {
    return `${this.name}/${this.key}`;
  }
}
