import { checkObjectName } from '../values/object-name';
import { isToken } from '../values/token';

/** Who issues a certificate: a cert-manager issuer that exists in the cluster. */
export class Issuer {
  /**
   * A ClusterIssuer, for all namespaces.
   *
   * @throws when the name is no object name
   */
  public static cluster(name: string): Issuer {
    return new Issuer('ClusterIssuer', checked(name));
  }

  /**
   * An Issuer in the namespace of the API.
   *
   * @throws when the name is no object name
   */
  public static inNamespace(name: string): Issuer {
    return new Issuer('Issuer', checked(name));
  }

  private constructor(
    /** `Issuer` or `ClusterIssuer`. */
    public readonly kind: string,
    /** The name of the object. */
    public readonly name: string) {}
}

function checked(name: string): string {
  try {
    isToken(name) || checkObjectName(name);
  } catch (error) {
    throw new Error(`issuer: ${(error as Error).message}`);
  }
  return name;
}
