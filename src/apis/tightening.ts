import { ALL_POLICIES, PolicyName, RoutePolicies } from './route-policies';

/** Something of a policy, as the check below needs it: a policy or a tier. */
interface Loosening {
  _loosens(enforced: unknown): string | undefined;
}

/**
 * What is wrong with a route's policies where others are enforced: a table of what may only become tighter. How each policy compares
 * is its own matter; that dropping one is loosening it is not.
 */
export function loosened(policies: RoutePolicies, enforced: RoutePolicies): string[] {
  return ALL_POLICIES.flatMap(name => {
    const [mine, theirs] = [policies[name], enforced[name]];
    if (theirs === undefined || mine === theirs) {
      return [];
    }
    const problem = mine === undefined ? 'it may not be dropped' : (mine as unknown as Loosening)._loosens(theirs);
    return problem ? [`${name} is enforced by the organisation: ${problem}; ${fix(name)}`] : [];
  });
}

function fix(name: PolicyName): string {
  return name === 'authentication' ? 'leave authentication out, or give the very object that is enforced' : `leave ${name} out, or make it stricter`;
}
