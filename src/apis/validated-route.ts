import { ApiBase } from './api-base';
import { ApiRoute, ApiRouteOptions, ROUTE_NAMES } from './api-route';
import { locate, mistake } from '../errors';
import { RequestParameter, RequestSchema } from '../policies/request-schema';
import { BodySize } from '../values/body-size';
import { JsonSchema } from '../values/json-schema';
import { checkPropNames } from '../values/prop-names';

/** What a validated route is, beside its path. */
export interface ValidatedRouteOptions extends ApiRouteOptions {
  /**
   * The schema of the JSON body.
   *
   * @default - the body is not validated
   */
  readonly body?: JsonSchema;

  /**
   * Parameters of path, query and headers.
   *
   * @default - none
   */
  readonly parameters?: RequestParameter[];

  /**
   * Whether the answer tells what is wrong with a request.
   *
   * @default false
   */
  readonly verbose?: boolean;

  /**
   * The largest body that open-source Kong reads to validate it; a larger one gets 413. At most 10 MiB, and no more than the body limit.
   *
   * @default - the body limit of the route, or 1 MiB if it has none
   */
  readonly maxBodySize?: BodySize;
}

/** A validated route of an API. */
export interface ValidatedRouteProps extends ValidatedRouteOptions {
  /** The path, beginning with a slash. */
  readonly path: string;
}

const NAMES: Record<keyof ValidatedRouteProps, true> = { ...ROUTE_NAMES, body: true, parameters: true, verbose: true, maxBodySize: true };

/** Methods whose requests can be asked for a body. */
const WITH_BODY = ['POST', 'PUT', 'PATCH'];

/**
 * A route that refuses requests which do not fit their schema with 400: on Kong Enterprise by a plugin of it, on open-source Kong by Lua that
 * the schema is compiled to. `RequestSchema` says what each takes.
 */
export class ValidatedRoute extends ApiRoute {
  /** @throws as a route does, and when there is nothing to validate, or a body on methods that have none */
  constructor(scope: ApiBase, id: string, props: ValidatedRouteProps) {
    locate(scope, () => checkPropNames('it', props, NAMES), `route '${id}': `);
    const { body, parameters, verbose, maxBodySize, ...route } = props;
    if (props.requestSchema) {
      throw mistake(scope, `route '${id}' has a requestSchema beside its own: expected one; give body and parameters only`);
    }
    if (body && !(props.methods ?? []).length) {
      throw mistake(scope, `route '${id}' validates a body and takes every method: a GET without a body would be refused; give methods, for instance ['POST']`);
    }
    const bodiless = props.methods?.find(method => body && !WITH_BODY.includes(method.toUpperCase()));
    if (bodiless) {
      throw mistake(scope, `route '${id}' validates a body and takes ${bodiless}: expected methods that have a body, ${WITH_BODY.join(', ')}; give ${bodiless} a route of its own`);
    }
    const requestSchema = locate(scope, () => RequestSchema.of({ body, parameters, verbose, maxBodySize }), `route '${id}': `);
    super(scope, id, { ...route, requestSchema });
  }
}
