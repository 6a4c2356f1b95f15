import { FinalObject, isKongs, list, nameOf, namespaceName } from './final-object';
import { Rule, Violation } from './rule';

/** What the controller joins to the name of a route. */
interface Parts {
  readonly ingress: FinalObject;
  readonly service: string;
  readonly host: string;
  readonly port: string;
}

/** What the controller joins with dots comes apart again: no two routes have one name. */
export const ROUTE_NAME: Rule = {
  id: 'route-name',
  why: 'the controller joins namespace, ingress, service, host and port with dots, and makes one route, with the plugins of one, of two whose joined texts are equal',
  check: app => {
    const first = new Map<string, Parts>();
    const violations: Violation[] = [];
    for (const parts of app.ofKind('Ingress').filter(isKongs).flatMap(partsOf)) {
      const { ingress } = parts;
      const joined = `${namespaceName(ingress.namespace)}.${ingress.name}.${parts.service}.${parts.host}.${parts.port}`;
      const id = `${ingress.cluster} ${ingress.gateway.ingressClassName} ${joined}`;
      const other = first.get(id);
      if (other && !isSame(parts, other)) {
        violations.push({
          at: ingress.source,
          message: `${textOf(parts)} and ${textOf(other)} both have the route name '${joined}': the controller makes one route of them, with the plugins of one; rename an ingress so that it has no dot`,
        });
      }
      first.set(id, other ?? parts);
    }
    return violations;
  },
};

function partsOf(ingress: FinalObject): Parts[] {
  return list(ingress.manifest.spec?.rules).flatMap(rule => list(rule?.http?.paths).map(entry => {
    const { name, port } = entry?.backend?.service ?? {};
    return { ingress, service: String(name ?? ''), host: String(rule.host ?? ''), port: String(port?.number || port?.name || '') };
  }));
}

function isSame(a: Parts, b: Parts): boolean {
  return a.ingress.name === b.ingress.name && a.service === b.service && a.host === b.host && a.port === b.port;
}

function textOf({ ingress, service, host, port }: Parts): string {
  return `${nameOf(ingress)} (host ${host || '*'}, service ${service}:${port})`;
}
