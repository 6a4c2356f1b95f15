import { found, object, shop } from './support';

const RULE = 'certificate-issuer';

test('complies: a name, or a Certificate of another group', () => {
  const chart = shop();
  object(chart, 'api', 'cert-manager.io/v1', 'Certificate', { spec: { issuerRef: { name: 'acme' } } });
  object(chart, 'other', 'networking.internal.knative.dev/v1alpha1', 'Certificate', { spec: {} });

  expect(found(chart, RULE)).toEqual([]);
});

test('fails without a name', () => {
  const chart = shop();
  object(chart, 'none', 'cert-manager.io/v1', 'Certificate', { spec: {} });
  object(chart, 'empty', 'cert-manager.io/v1', 'Certificate', { spec: { issuerRef: { kind: 'ClusterIssuer' } } });

  expect(found(chart, RULE)).toEqual(['none', 'empty'].map(name => [`test/${name}`,
    `Certificate shop/${name} has no issuer: expected the name of an Issuer or ClusterIssuer in issuerRef; write Tls.issuedBy(Issuer.cluster('…')), or the name`]));
});
