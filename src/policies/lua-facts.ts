import { RouteFacts } from './policy';
import { BodySize } from '../values/body-size';
import { HeaderName } from '../values/header-name';

/** What the Lua of a policy may need to know of the route beside what plugins do. */
export interface LuaFacts extends RouteFacts {
  /** Namespace and name of the API: what tells its counters from those of others. */
  readonly api: string;
  /** The headers of the identity that the authentication of the API forwards. */
  readonly identity: HeaderName[];
  /** The largest body that reaches the Lua; undefined if nothing limits it. */
  readonly bodyLimit?: BodySize;
}
