import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { kongObject, scopedName } from '../../kong/kong-object';

const RBAC = 'rbac.authorization.k8s.io';
const KONG = 'configuration.konghq.com';

/** One permission: these verbs on these objects, each by its name. */
interface Permission {
  readonly group: string;
  readonly resource: string;
  readonly verbs: string[];
  readonly names: unknown;
}

/** What the pods of a guard may do: read and patch each object that it maintains, by name, and nothing else anywhere. */
export class GuardAccess extends Construct {
  /** The name of the ServiceAccount. */
  public readonly accountName: string;
  private readonly names: string;

  constructor(scope: Construct, private readonly namespace: string, private readonly labels: Record<string, string>) {
    super(scope, '$Access');
    this.names = scopedName(scope);
    this.accountName = this.names;
    kongObject(this, 'Account', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      name: this.accountName,
      namespace,
      labels,
      // The one pod that needs the token asks for it.
      body: { automountServiceAccountToken: false },
    });
  }

  /** The lease and the state, which are emitted empty: to create could not be limited to a name. */
  public allowState(lease: string, state: string): void {
    this.grant('State', this.namespace, scopedName(this.node.scope!, 'state'), [
      { group: 'coordination.k8s.io', resource: 'leases', verbs: ['get', 'update'], names: [lease] },
      { group: '', resource: 'configmaps', verbs: ['get', 'patch'], names: [state] },
    ]);
  }

  /** The deny list for everybody. */
  public allowClusterPlugin(plugin: string): void {
    this.grant('Global', undefined, this.names, [{ group: KONG, resource: 'kongclusterplugins', verbs: ['get', 'patch'], names: [plugin] }]);
  }

  /** The deny lists of a namespace; what is made later is among them. */
  public allowPlugins(namespace: string, names: () => string[]): void {
    this.grant(`Plugins-${namespace}`, namespace, scopedName(this.node.scope!, 'plugins'),
      [{ group: KONG, resource: 'kongplugins', verbs: ['get', 'patch'], names: Lazy.any({ produce: names }) }]);
  }

  private grant(id: string, namespace: string | undefined, name: string, permissions: Permission[]): void {
    const prefix = namespace === undefined ? 'Cluster' : '';
    const common = { apiVersion: `${RBAC}/v1`, name, namespace, labels: this.labels, clusterScoped: namespace === undefined };
    kongObject(this, `${id}Role`, {
      ...common,
      kind: `${prefix}Role`,
      body: { rules: permissions.map(({ group, resource, verbs, names }) => ({ apiGroups: [group], resources: [resource], resourceNames: names, verbs })) },
    });
    kongObject(this, `${id}Binding`, {
      ...common,
      kind: `${prefix}RoleBinding`,
      body: {
        roleRef: { apiGroup: RBAC, kind: `${prefix}Role`, name },
        subjects: [{ kind: 'ServiceAccount', name: this.accountName, namespace: this.namespace }],
      },
    });
  }
}
