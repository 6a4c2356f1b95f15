import { KongPlugin } from '../../../src';
import { guard, platform } from '../../gateway/abuse-guard/support';
import { ofKind } from '../../support/app';
import { mutant, Mutant } from '../mutant';
import { Objects } from '../objects';

const COLLECTOR = 'http://log-collector.logs.svc:8080/logs';
const ADMIN = 'admin-ip-restriction';
let made: any[] | undefined;

/** Puts an abuse guard beside the storefront that knows its one ip-restriction and is told of every request. */
function addGuard(o: Objects): void {
  made ??= guardObjects();
  const objects = structuredClone(made);
  o.add(...objects);
  const [{ config, configPatches: [{ path, valueFrom: { secretKeyRef: { name, key } } }] }] = ofKind(objects, 'KongClusterPlugin').filter(({ plugin }) => plugin === 'http-log');
  for (const log of ofKind(o.all, 'KongPlugin').filter(({ plugin }) => plugin === 'http-log')) {
    log.config.http_endpoint = config.http_endpoint;
    log.configPatches = [{ path, valueFrom: { secretKeyRef: { name, key } } }];
  }
}

function guardObjects(): any[] {
  const chart = platform();
  guard(chart, { relayTo: COLLECTOR, furtherPlugins: [KongPlugin.fromName(chart, 'admin', { name: ADMIN, namespace: 'shop', plugin: 'ip-restriction' })] });
  return chart.toJson().filter(({ metadata }: any) => metadata.name !== 'kong-settings');
}

/** What stands between the abuse guard and the gateway. */
export const ABUSE_GUARD: Mutant[] = [
  mutant('the abuse guard does not know the list of the admin route', ['A9.5', 'a blocked address goes on calling the admin route'],
    ['rule unguarded-ip-restriction', "'admin-ip-restriction' on Ingress shop/admin-root shadows the deny list"],
    o => {
      addGuard(o);
      const config = o.get('ConfigMap', 'abuse-guard-config');
      config.data['config.json'] = config.data['config.json'].replace(ADMIN, 'admin-restriction');
    }),
  mutant('the global list of the abuse guard is lost', ['A9.5', 'a blocked address goes on calling every route but one'],
    ['rule unguarded-ip-restriction', 'maintains no global ip-restriction'],
    o => { addGuard(o); o.remove('KongClusterPlugin', 'abuse-guard-ip-restriction'); }),
  mutant('a deny list is in Git, and the abuse guard maintains it', ['B.11', 'each sync lets in whom the guard has blocked'],
    ['rule contested-deny-list', 'KongPlugin shop/admin-ip-restriction has a deny list of its own'],
    o => { addGuard(o); o.config(ADMIN).deny = ['203.0.113.7']; }),
  mutant('a route logs past the abuse guard', ['A9.5', 'the guard does not see what is asked of it'],
    ['rule shadowed-abuse-log', "http-log 'partner-api-http-log' on Ingress shop/partner-api-root does not go to the abuse guard"],
    o => { addGuard(o); o.config('partner-api-http-log').http_endpoint = COLLECTOR; }),
  mutant('a route logs to the abuse guard without its secret', ['A.1', 'the guard refuses the entries, and does not see what is asked of it'],
    ['rule shadowed-abuse-log', 'goes to the abuse guard without the secret that it asks for'],
    o => { addGuard(o); delete o.get('KongPlugin', 'partner-api-http-log').configPatches; }),
];
