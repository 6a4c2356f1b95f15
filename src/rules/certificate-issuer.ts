import { map, nameOf } from './final-object';
import { Rule } from './rule';

/** A certificate says who issues it. */
export const CERTIFICATE_ISSUER: Rule = {
  id: 'certificate-issuer',
  why: 'cert-manager never issues a certificate without an issuer, and the gateway serves its own default certificate for the hosts',
  check: app => app.objects
    .filter(({ kind, group, manifest }) => kind === 'Certificate' && group === 'cert-manager.io' && !namesIssuer(manifest))
    .map(object => ({
      at: object.source,
      message: `${nameOf(object)} has no issuer: expected the name of an Issuer or ClusterIssuer in issuerRef; write Tls.issuedBy(Issuer.cluster('…')), or the name`,
    })),
};

function namesIssuer(manifest: any): boolean {
  const { name } = map(map(map(manifest).spec).issuerRef);
  return typeof name === 'string' && name !== '';
}
