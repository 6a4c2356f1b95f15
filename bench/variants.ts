import { ApiObject, App, Chart } from 'cdk8s';
import { Ingress, IngressBackend, Service } from 'cdk8s-plus-28';
import * as gatewarden from 'gatewarden';
import { stringify } from 'yaml';
import { OBJECTS_PER_API, objectsOf } from './model';

/** Makes the objects of `n` APIs and writes them as YAML. */
export type Variant = (n: number) => string;

export const VARIANTS: Record<string, Variant> = {
  /** The constructs, without the guards. */
  'constructs': n => constructs(n, false),
  /** The constructs with every guard on, as users have them. */
  'constructs and guards': n => constructs(n, true),
  /** The same objects, each an ApiObject. */
  'ApiObject': n => {
    const app = new App();
    const chart = new Chart(app, 'bench');
    for (let i = 0; i < n; i++) {
      objectsOf(i).forEach((object, k) => new ApiObject(chart, `${i}-${k}`, object));
    }
    return app.synthYaml();
  },
  /** The same objects as plain data through the yaml package. */
  'yaml': n => {
    const documents: string[] = [];
    for (let i = 0; i < n; i++) {
      documents.push(...objectsOf(i).map(object => stringify(object)));
    }
    return documents.join('---\n');
  },
  /** As many Ingresses of cdk8s-plus as there are objects. */
  'cdk8s-plus Ingress': n => {
    const app = new App();
    const chart = new Chart(app, 'bench');
    const service = new Service(chart, 'service', { ports: [{ port: 80 }] });
    for (let i = 0; i < n * OBJECTS_PER_API; i++) {
      const ingress = new Ingress(chart, `ingress-${i}`, { tls: [] });
      ingress.addHostRule(`api-${i}.example.com`, '/v1', IngressBackend.fromService(service));
    }
    return app.synthYaml();
  },
};

function constructs(n: number, guards: boolean): string {
  const app = new App();
  if (!guards) {
    // As if they were installed already.
    Object.defineProperty(app, Symbol.for('gatewarden.watched'), { value: true });
  }
  const chart = new Chart(app, 'bench');
  new gatewarden.KongGateway(chart, 'gateway', { behindLoadBalancer: false });
  for (let i = 0; i < n; i++) {
    const tier = new gatewarden.RateTier(chart, `tier-${i}`, { minute: 100 + i });
    const api = new gatewarden.SecuredApi(chart, `api-${i}`, {
      host: `api-${i}.example.com`,
      tls: gatewarden.Tls.issuedBy(gatewarden.Issuer.cluster('letsencrypt-prod')),
      authentication: gatewarden.Authentication.jwt(),
      tier,
      ipAccess: gatewarden.IpAccess.allow(gatewarden.Cidr.of(`10.${Math.floor(i / 256)}.${i % 256}.0/24`)),
      bodyLimit: gatewarden.BodyLimit.of(gatewarden.BodySize.mebibytes(10)),
    });
    api.addRoute('/v1', { backend: gatewarden.Backend.service('api', 80) });
  }
  return app.synthYaml();
}
