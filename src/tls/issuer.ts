/** Who issues a certificate: a cert-manager issuer that exists in the cluster. */
export class Issuer {
  /** A ClusterIssuer, for all namespaces. */
  public static cluster(name: string): Issuer {
    return new Issuer('ClusterIssuer', checked(name));
  }

  /** An Issuer in the namespace of the API. */
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
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name) || name.length > 253) {
    throw new Error(`issuer name '${name}' is not a name: expected lower-case letters, digits, '-' and '.'; write for instance 'letsencrypt-prod'`);
  }
  return name;
}
