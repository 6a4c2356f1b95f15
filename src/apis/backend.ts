import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { expectKind, isText, shownNumber } from '../values/kinds';
import { checkServiceName } from '../values/object-name';
import { isToken } from '../values/token';

/**
 * Where requests go: a Kubernetes Service by name and port. A `Service` of cdk8s-plus, of any version, is one as it is; it must be in
 * the namespace of the API.
 */
export interface IBackend {
  /** The name of the Service. */
  readonly name: string;
  /** The port of the Service. */
  readonly port: number;
}

/** A backend by name. */
export class Backend {
  /**
   * A Service that exists, in the namespace of the API.
   *
   * @throws when the name is no name of a Service, or the port is out of range
   */
  public static service(name: string, port: number): IBackend {
    return checkedBackend({ name, port });
  }

  private constructor() {}
}

/** The same backend, if it can be one. */
export function checkedBackend(backend: IBackend): IBackend {
  expectKind('the name of the service', backend.name, isText, 'a text', "Backend.service('api', 80)");
  isToken(backend.name) || checkServiceName(backend.name);
  if (!isToken(backend.port) && (!Number.isInteger(backend.port) || backend.port < 1 || backend.port > 65535)) {
    throw new Error(`backend '${backend.name}' has port ${shownNumber(backend.port)}: expected an integer from 1 to 65535; give the port of the service, not a name`);
  }
  return backend;
}

/** The namespace of the Service behind a backend, if the backend is a construct that tells. */
export function namespaceOfBackend(backend: IBackend): { readonly namespace?: string } | undefined {
  if (!Construct.isConstruct(backend)) {
    return undefined;
  }
  try {
    return { namespace: ApiObject.of(backend).metadata.namespace };
  } catch {
    // A construct without an object of its own, an imported Service for instance: nothing is known.
    return undefined;
  }
}
