import { mutant, Mutant } from '../mutant';
import { Objects } from '../objects';

const ADMIN = 'admin-ip-restriction';

/** Writes another text in what the guard reads. */
function configure(o: Objects, from: string, to: string): void {
  const { data } = o.get('ConfigMap', 'abuse-guard-config');
  if (!data['config.json'].includes(from)) {
    throw new Error(`the configuration of the guard does not say ${from}`);
  }
  data['config.json'] = data['config.json'].replace(from, to);
}

/** What stands between the abuse guard and the gateway. */
export const ABUSE_GUARD: Mutant[] = [
  mutant('the abuse guard does not know the list of the admin route', ['A9.5', 'a blocked address goes on calling the admin route'],
    ['rule unguarded-ip-restriction', "'admin-ip-restriction' on Ingress shop/admin-root shadows the deny list"],
    o => configure(o, ADMIN, 'admin-restriction')),
  mutant('the global list of the abuse guard is lost', ['A9.5', 'a blocked address goes on calling every route but one'],
    ['rule unguarded-ip-restriction', 'maintains no global ip-restriction'],
    o => o.remove('KongClusterPlugin', 'abuse-guard-ip-restriction')),
  mutant('a deny list is in Git, and the abuse guard maintains it', ['B.11', 'each sync lets in whom the guard has blocked'],
    ['rule contested-deny-list', 'KongPlugin shop/admin-ip-restriction has a deny list of its own'],
    o => { o.config(ADMIN).deny = ['203.0.113.7']; }),
  mutant('a route logs past the abuse guard', ['A9.5', 'the guard does not see what is asked of it'],
    ['rule shadowed-abuse-log', "http-log 'partner-api-http-log' on Ingress shop/partner-api-root does not go to the abuse guard"],
    o => { o.config('partner-api-http-log').http_endpoint = 'http://log-collector.logging:8080/logs'; }),
  mutant('a route logs to the abuse guard without its secret', ['A.1', 'the guard refuses the entries, and does not see what is asked of it'],
    ['rule shadowed-abuse-log', 'goes to the abuse guard without the secret that it asks for'],
    o => { delete o.get('KongPlugin', 'partner-api-http-log').configPatches; }),
  mutant('the log of what has no route is lost', ['A9.5', 'the guard does not see who looks for unknown paths'],
    ['rule shadowed-abuse-log', 'no global http-log tells the abuse guard of requests'],
    o => o.remove('KongClusterPlugin', 'abuse-guard-http-log')),
  mutant('the log of a route has its secret in another namespace', ['A.1', 'the plugin is left out, and the guard does not see what is asked of the route'],
    ['promise no warning', 'abuse-guard-logs'],
    o => { o.get('KongPlugin', 'api-http-log').configPatches[0].valueFrom.secretKeyRef.name = 'abuse-guard-logs'; }),
  mutant('the log of what has no route tells the keys of partners', ['B.14', 'everybody who reads the log has them'],
    ['promise global plugins', 'request.headers.x-partner-key'],
    o => { delete o.get('KongClusterPlugin', 'abuse-guard-http-log').config.custom_fields_by_lua['request.headers.x-partner-key']; }),
  mutant('each pod of the abuse guard counts for itself', ['B.7', 'an address must do twice as much to be blocked'],
    ['promise what the guard does', 'store.kind is "memory"'],
    o => configure(o, '"redis"', '"memory"')),
  mutant('partners may be blocked', ['B.11', 'a broken program of one of them shuts out all'],
    ['promise what the guard does', 'never'],
    o => configure(o, '"198.51.100.0/24"', '')),
  mutant('private addresses may be blocked', ['D.7', 'behind a balancer that does not tell the client, its own is blocked, and with it everybody'],
    ['promise what the guard does', 'privateRanges is true'],
    o => configure(o, '"privateRanges": false', '"privateRanges": true')),
  mutant('the entries go no further than the abuse guard', ['B.14', 'nobody has a log'],
    ['promise what the guard does', 'relay'],
    o => configure(o, '"relay"', '"relays"')),
  mutant('the abuse guard only says whom it would block', ['B.11', 'nobody is blocked'],
    ['promise what the guard does', 'dryRun is true'],
    o => configure(o, '"dryRun": false', '"dryRun": true')),
  mutant('the abuse guard may patch every plugin of the namespace', ['B.11', 'whoever takes the pod over takes authentication off every route'],
    ['promise what the guard may do', 'rules of Role abuse-guard-plugins'],
    o => { delete o.get('Role', 'abuse-guard-plugins').rules[0].resourceNames; }),
  mutant('the abuse guard may read Secrets', ['A.1', 'whoever takes the pod over has every secret of the gateway'],
    ['promise what the guard may do', 'nobody is promised the rights of Role abuse-guard-secrets'],
    o => {
      const role = structuredClone(o.get('Role', 'abuse-guard-state'));
      role.metadata.name = 'abuse-guard-secrets';
      role.rules = [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }];
      o.add(role);
    }),
  mutant('the abuse guard may not patch the list of the admin route', ['B.11', 'a blocked address goes on calling the admin route'],
    ['promise what the guard may do', 'RoleBinding abuse-guard-plugins'],
    o => o.remove('RoleBinding', 'abuse-guard-plugins')),
  mutant('the leader of the abuse guard is in Git', ['B.11', 'each sync takes the lease away from the pod that blocks'],
    ['promise what the guard writes is stated nowhere', 'content of Lease abuse-guard-leader'],
    o => { o.get('Lease', 'abuse-guard-leader').spec = { holderIdentity: 'nobody' }; }),
  mutant('the program of the abuse guard is not applied', ['A.1', 'its pods do not start: nobody is blocked'],
    ['promise the pods of the guard', 'there must be one ConfigMap abuse-guard-program'],
    o => o.remove('ConfigMap', 'abuse-guard-program')),
  mutant('the Service of the abuse guard leads to its metrics', ['A8.1', 'every log entry is refused: nobody is blocked'],
    ['promise the pods of the guard', 'service of the guard'],
    o => { o.get('Service', 'abuse-guard').spec.ports[0].targetPort = 'metrics'; }),
  mutant('anybody may tell the abuse guard of requests', ['D.3', 'whoever has the secret has any address blocked'],
    ['promise connections', 'another pod to the abuse guard, port 8080: promised is that it may not connect'],
    o => { delete o.get('NetworkPolicy', 'abuse-guard').spec.ingress[0].from; }),
  mutant('an alert on the abuse guard reads a series that it does not have', ['C1.3', 'it never fires'],
    ['known series', 'AbuseGuardWithoutLeader: there is no series gatewarden_abuse_guard_leading'],
    o => o.rewrite('AbuseGuardWithoutLeader', '_leader', '_leading')),
  mutant('the alerts on the abuse guard lost the label of the release', ['C.4', 'Prometheus does not load them'],
    ['promise who watches the guard', 'prometheus does not take the PrometheusRule of the guard'],
    o => { delete o.get('PrometheusRule', 'abuse-guard').metadata.labels.release; }),
];
