import { Construct } from 'constructs';
import { mistake } from '../errors';
import { KongGateway } from '../gateway/kong-gateway';

/** What a tier does with a group: its routes admit the group, or its consumers are in it. */
export type GroupUse = 'admits' | 'grants';

type Claims = Map<string, Record<GroupUse, Set<Construct>>>;

/** Per gateway, since a gateway knows consumers and their groups by name only, whatever namespace they are from. */
const CLAIMS = new WeakMap<KongGateway, Claims>();

/**
 * Notes that a tier uses an access group.
 *
 * @throws when another tier has consumers in the group that the routes of this one admit, or the other way round
 */
export function claimGroup(tier: Construct, group: string, use: GroupUse): void {
  const gateway = KongGateway.of(tier);
  const claims: Claims = CLAIMS.get(gateway) ?? new Map();
  CLAIMS.set(gateway, claims);
  const claim = claims.get(group) ?? { admits: new Set(), grants: new Set() };
  claims.set(group, claim);
  claim[use].add(tier);
  const other = [...claim[use === 'admits' ? 'grants' : 'admits']].find(user => user !== tier);
  if (other) {
    throw mistake(tier, `access group '${group}' is also that of the tier ${other.node.path}: consumers of one tier could call the routes of the other; share one tier, or give one of them a name of its own`);
  }
}
