import { createPrivateKey, X509Certificate } from 'node:crypto';
import { Events } from './events';
import { acceptsTls, ownGateways } from './gateways';
import { KongCertificate } from './kong-config';
import { asText, byText, keyOf, list, Obj, push, text } from './objects';
import { placeholder, secretValues } from './secrets';
import { takesIngress } from './selection';
import { World } from './world';

/** A certificate with the Secrets that hold it. */
export interface CertificateDraft {
  readonly certificate: KongCertificate;
  readonly secrets: Obj[];
}

/** What asks for the certificate in one Secret. */
interface Claim {
  readonly namespace: string;
  readonly name: string;
  readonly hosts: string[];
  readonly by: Obj[];
}

/** The certificates of all Ingresses and listeners. A host belongs to the first Secret that claims it; later claims are dropped silently. */
export function translateCertificates(world: World, events: Events): CertificateDraft[] {
  const found = new Map<string, { cert: string; key: string; snis: string[]; secrets: Obj[] }>();
  const taken = new Set<string>();
  for (const claim of [...ingressClaims(world), ...gatewayClaims(world)]) {
    const secret = world.find('Secret', claim.namespace, claim.name);
    const pair = secret && pairOf(secret);
    if (!secret) {
      events.add(`Failed to fetch the secret (${claim.namespace}/${claim.name})`, ...claim.by.filter(({ kind }) => kind === 'Ingress'));
    } else if (!pair) {
      events.add('failed to construct certificate from secret', secret, ...claim.by);
    } else {
      const id = `${pair.cert}\n${pair.key}`;
      const certificate = found.get(id) ?? { ...pair, snis: [], secrets: [] };
      found.set(id, certificate);
      certificate.secrets.includes(secret) || certificate.secrets.push(secret);
      for (const host of claim.hosts.filter(each => !taken.has(each))) {
        taken.add(host);
        certificate.snis.push(host);
      }
    }
  }
  return [...found.values()].map(({ cert, key, snis, secrets }) => ({ certificate: { cert, key, snis: snis.sort(byText) }, secrets }))
    .sort((a, b) => byText(a.certificate.snis[0] ?? '', b.certificate.snis[0] ?? ''));
}

function ingressClaims(world: World): Claim[] {
  const claims = new Map<string, Claim>();
  const taken = new Set<string>();
  for (const ingress of world.byAge('Ingress').filter(each => takesIngress(world, each))) {
    for (const tls of list(ingress.manifest.spec?.tls)) {
      const name = text(tls?.secretName);
      const hosts = list(tls?.hosts).map(asText);
      if (name && hosts.length > 0) {
        const key = keyOf(ingress.namespace, name);
        const claim = claims.get(key) ?? { namespace: ingress.namespace, name, hosts: [], by: [] };
        claims.set(key, claim);
        claim.by.includes(ingress) || claim.by.push(ingress);
        claim.hosts.push(...hosts.filter(host => !taken.has(host)));
        hosts.forEach(host => taken.add(host));
      }
    }
  }
  return [...claims.values()];
}

function gatewayClaims(world: World): Claim[] {
  const claims = new Map<string, Claim[]>();
  for (const gateway of ownGateways(world)) {
    for (const listener of list(gateway.manifest.spec?.listeners).filter(acceptsTls)) {
      const [reference] = list(listener.tls.certificateRefs);
      const namespace = text(reference?.namespace) ?? gateway.namespace;
      const name = text(reference?.name);
      if (name) {
        push(claims, keyOf(namespace, name), { namespace, name, hosts: [text(listener.hostname) ?? '*'], by: [gateway] });
      }
    }
  }
  // A listener whose Secret is missing is not ready, and no event tells.
  return [...claims.values()].flat().filter(({ namespace, name }) => world.find('Secret', namespace, name));
}

function pairOf(secret: Obj): { readonly cert: string; readonly key: string } | undefined {
  if (secret.assumed) {
    return { cert: placeholder(secret.namespace, secret.name, 'tls.crt'), key: placeholder(secret.namespace, secret.name, 'tls.key') };
  }
  const { 'tls.crt': cert = '', 'tls.key': key = '' } = secretValues(secret);
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)) ? { cert, key } : undefined;
  } catch {
    return undefined;
  }
}
