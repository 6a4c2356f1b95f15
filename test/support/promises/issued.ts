import { selfSigned } from '../../effective/self-signed';

/** The Secrets that cert-manager makes of the Certificates among these objects, so that a route finds a certificate only if one is asked for. */
export function issued(objects: any[]): any[] {
  return objects.filter(({ kind }) => kind === 'Certificate').map(({ metadata, spec }) => {
    const { cert, key } = selfSigned(spec.dnsNames[0]);
    return {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: spec.secretName, namespace: metadata.namespace },
      type: 'kubernetes.io/tls',
      stringData: { 'tls.crt': cert, 'tls.key': key },
    };
  });
}
