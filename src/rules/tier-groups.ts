import { IConstruct } from 'constructs';
import { credentialType, secretValue } from './credential-secrets';
import { FinalObject, list, map } from './final-object';
import { Rule, Violation } from './rule';

/** A plan's access group is that plan's alone. */
export const TIER_GROUPS: Rule = {
  id: 'tier-groups',
  why: 'groups are compared by name over the whole gateway, so that consumers of one plan may call the routes of another of the same name',
  check: app => {
    const violations: Violation[] = [];
    const owners = new Map<string, IConstruct>();
    const told = new Set<IConstruct>();
    for (const object of [...app.ofKind('Secret'), ...app.ofKind('KongPlugin')]) {
      const tier = tierOf(object);
      for (const group of tier ? groupsOf(object) : []) {
        const id = `${object.cluster} ${group}`;
        const other = owners.get(id) ?? tier!;
        owners.set(id, other);
        if (other !== tier && !told.has(tier!)) {
          told.add(tier!);
          violations.push({
            at: tier!,
            message: `tier has the access group '${group}' of another tier (${other.node.path}): consumers of one may call the routes of the other; give one of them another name, or use one tier for both`,
          });
        }
      }
    }
    return violations;
  },
};

/** The tier that made an object, told by its shape, since another copy of the package may have made it. */
function tierOf({ source }: FinalObject): IConstruct | undefined {
  const scopes = source.node.scopes.slice(-3, -1);
  return scopes.reverse().find(scope => 'tierName' in scope);
}

function groupsOf(object: FinalObject): string[] {
  if (object.kind === 'Secret') {
    const group = credentialType(object) === 'acl' ? secretValue(object, 'group') : undefined;
    return group ? [group] : [];
  }
  return object.manifest.plugin === 'acl' ? list(map(object.manifest.config).allow).map(String) : [];
}
