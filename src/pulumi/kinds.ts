import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

/** A class of `@pulumi/kubernetes`. */
type Kind = new (name: string, args: any, options?: pulumi.CustomResourceOptions) => pulumi.CustomResource;

/**
 * Registers a Kubernetes object: through the class of its kind if Kubernetes has it, because that knows when such an object is ready,
 * otherwise as a custom resource.
 *
 * @param skipAwait whether nobody waits until it is ready.
 */
export function registerObject(name: string, manifest: any, options: pulumi.CustomResourceOptions, skipAwait: boolean = false): pulumi.CustomResource {
  const { apiVersion, kind } = manifest;
  const BuiltIn = builtIn(apiVersion, kind);
  return BuiltIn ? new BuiltIn(name, skipAwait ? unawaited(manifest) : manifest, options)
    : new kubernetes.apiextensions.CustomResource(name, manifest, options);
}

function unawaited(manifest: any): any {
  const { metadata } = manifest;
  return { ...manifest, metadata: { ...metadata, annotations: { ...metadata?.annotations, 'pulumi.com/skipAwait': 'true' } } };
}

const FOUND = new Map<string, Kind | undefined>();

function builtIn(apiVersion: string, kind: string): Kind | undefined {
  const id = `${apiVersion} ${kind}`;
  if (!FOUND.has(id)) {
    FOUND.set(id, find(apiVersion, kind));
  }
  return FOUND.get(id);
}

function find(apiVersion: string, kind: string): Kind | undefined {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion];
  const [first, ...rest] = group.split('.');
  const candidate = (kubernetes as any)[first]?.[version]?.[kind];
  // Another group may begin with the same word; the class says which it is for.
  return candidate?.__pulumiType === `kubernetes:${[first, ...rest].join('.')}/${version}:${kind}` ? candidate : undefined;
}
