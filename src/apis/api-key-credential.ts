import { ConsumerCredential } from './consumer-credential';
import { checkObjectName } from '../values/object-name';
import { isToken } from '../values/token';

/** An API key of a consumer. */
export class ApiKeyCredential extends ConsumerCredential {
  /**
   * An existing Secret in the consumer's namespace, labelled `konghq.com/credential: key-auth`, with the key in `key`. No two consumers
   * can have one key: the controller would drop both.
   *
   * @throws when the name is no object name
   */
  public static fromSecret(secretName: string): ApiKeyCredential {
    isToken(secretName) || checkObjectName(secretName);
    return new ApiKeyCredential(secretName);
  }

  public readonly credentialType = 'key-auth';

  private constructor(private readonly secretName: string) {
    super();
  }

  /** @internal */
  public _bind(): string {
    return this.secretName;
  }
}
