import { Construct } from 'constructs';

/** What a consumer proves itself with: `JwtCredential` or `ApiKeyCredential`. */
export abstract class ConsumerCredential {
  /** The credential type, as Kong names it: `jwt` or `key-auth`. */
  public abstract readonly credentialType: string;

  /**
   * Makes what it needs below the consumer, and names its Secret.
   *
   * @internal
   */
  public abstract _bind(scope: Construct): string;
}
