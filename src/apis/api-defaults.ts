import { IConstruct } from 'constructs';
import { given, RoutePolicies } from './route-policies';
import { loosened } from './tightening';
import { locate, mistake } from '../errors';

const DEFAULTS = Symbol.for('gatewarden.ApiDefaults');

interface Provided {
  readonly policies: RoutePolicies;
  readonly enforced: boolean;
}

/**
 * Policies for every API below a scope, for an organisation's defaults. The nearest scope that gives a policy wins, policy by policy;
 * an API's own property wins over all of them.
 */
export class ApiDefaults {
  /**
   * APIs below have these policies unless they say otherwise.
   *
   * @throws when an API below exists already, or a policy is looser than one that is enforced above
   */
  public static provide(scope: IConstruct, policies: RoutePolicies): void {
    mark(scope, { policies: locate(scope, () => given(policies)), enforced: false });
  }

  /**
   * APIs and routes below have these policies, and may tighten but not drop or loosen them. A tier is enforced on routes: a consumer
   * with a tier of its own has that one's limit instead, as everywhere.
   *
   * @throws when an API below exists already, or a policy is looser than one that is enforced above
   */
  public static enforce(scope: IConstruct, policies: RoutePolicies): void {
    mark(scope, { policies: locate(scope, () => given(policies)), enforced: true });
  }

  /**
   * The defaults that hold in a scope.
   *
   * @internal
   */
  public static _of(scope: IConstruct): RoutePolicies {
    return Object.assign({}, ...providedAbove(scope).map(p => p.policies));
  }

  /**
   * Every set of policies that is enforced in a scope, the outermost first.
   *
   * @internal
   */
  public static _enforced(scope: IConstruct): RoutePolicies[] {
    return providedAbove(scope).filter(p => p.enforced).map(p => p.policies);
  }

  private constructor() {}
}

function mark(scope: IConstruct, provided: Provided): void {
  if (scope.node.findAll().some(node => (node as any)[USED])) {
    throw mistake(scope, 'api defaults are given after an api below was made without them: expected the defaults first; move them up');
  }
  const problems = ApiDefaults._enforced(scope).flatMap(enforced => loosened({ ...enforced, ...provided.policies }, enforced));
  if (problems.length > 0) {
    throw mistake(scope, [...new Set(problems)].join('; '));
  }
  const holder = scope as { [DEFAULTS]?: Provided[] };
  if (!holder[DEFAULTS]) {
    Object.defineProperty(scope, DEFAULTS, { value: [] });
  }
  holder[DEFAULTS]!.push(provided);
}

/** On an API: that it has read the defaults. */
export const USED = Symbol.for('gatewarden.ApiDefaults.used');

function providedAbove(scope: IConstruct): Provided[] {
  let provided: Provided[] = [];
  for (let at: IConstruct | undefined = scope; at; at = at.node.scope) {
    const here = (at as { [DEFAULTS]?: Provided[] })[DEFAULTS];
    provided = here ? [...here, ...provided] : provided;
  }
  return provided;
}
