import * as fs from 'node:fs';
import * as path from 'node:path';

/** A program that is built from a Go module; the folder beside this file with its go.mod and go.sum pins every byte that goes in. */
export interface Tool {
  readonly name: string;
  /** The folder with the module files. */
  readonly folder: string;
  readonly version: string;
  /** The package with its main, as `go build` takes it. */
  readonly package: string;
  /** What the program is told of its own version, by Go variable. */
  readonly variables?: Record<string, string>;
  /** What its main embeds and a module has in another form; it is written beside the main when it is built. */
  readonly embedded?: Embedded[];
}

/** A file of JSON without white space, made of a file of a module. */
export interface Embedded {
  readonly file: string;
  readonly module: string;
  readonly version: string;
  /** The file in the module. */
  readonly source: string;
  /** Fields at the top that are set. */
  readonly set?: Record<string, string>;
}

const KUBERNETES = versionOf('kubernetes', 'k8s.io/kubernetes');
const [, major, minor] = /^v(\d+)\.(\d+)\./.exec(KUBERNETES)!;
const kubernetes = (name: string): Tool => ({
  name,
  folder: moduleFolder('kubernetes'),
  version: KUBERNETES,
  package: `k8s.io/kubernetes/cmd/${name}`,
  // Without these it says that it is v0.0.0.
  variables: Object.fromEntries(Object.entries({ gitVersion: KUBERNETES, gitMajor: major, gitMinor: minor })
    .map(([name_, value]) => [`k8s.io/component-base/version.${name_}`, value])),
});

export const KUBE_APISERVER = kubernetes('kube-apiserver');
export const KUBE_CONTROLLER_MANAGER = kubernetes('kube-controller-manager');

export const ETCD: Tool = {
  name: 'etcd', folder: moduleFolder('etcd'), version: versionOf('etcd', 'go.etcd.io/etcd/server/v3'), package: '.',
};

export const PROMTOOL: Tool = {
  name: 'promtool',
  folder: moduleFolder('promtool'),
  version: versionOf('promtool', 'github.com/prometheus/prometheus'),
  package: 'github.com/prometheus/prometheus/cmd/promtool',
};

/** cert-manager's own loops for certificates and for the SelfSigned and CA issuers, without its webhook and without ACME. */
export const CERT_MANAGER: Tool = {
  name: 'cert-manager', folder: moduleFolder('cert-manager'), version: versionOf('cert-manager', 'github.com/cert-manager/cert-manager'), package: '.',
};

/** Pulumi's engine and command line. */
export const PULUMI: Tool = {
  name: 'pulumi',
  folder: moduleFolder('pulumi'),
  version: versionOf('pulumi', 'github.com/pulumi/pulumi/pkg/v3'),
  package: 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi',
  // Otherwise it cannot say which versions of plugins it takes.
  variables: { 'github.com/pulumi/pulumi/sdk/v3/go/common/version.Version': versionOf('pulumi', 'github.com/pulumi/pulumi/pkg/v3') },
};

/** The version of the provider that the sources of its module became; the module has none of its own. */
const PROVIDER_VERSION = 'v4.34.2';
const PROVIDER = 'github.com/pulumi/pulumi-kubernetes/provider/v4';
const ofProvider = (name: string, set?: Record<string, string>): Embedded => ({
  file: `${name}-embed.json`, module: PROVIDER, version: versionOf('pulumi-kubernetes', PROVIDER), source: `cmd/pulumi-resource-kubernetes/${name}.json`, set,
});

/** Pulumi's plugin for Kubernetes. */
export const PULUMI_KUBERNETES: Tool = {
  name: 'pulumi-resource-kubernetes',
  folder: moduleFolder('pulumi-kubernetes'),
  version: PROVIDER_VERSION,
  package: '.',
  variables: { [`${PROVIDER}/pkg/version.Version`]: PROVIDER_VERSION.slice(1) },
  // What the module's own `go generate` makes.
  embedded: [ofProvider('schema', { version: PROVIDER_VERSION.slice(1) }), ofProvider('terraform-mapping')],
};

/** The folder of module files beside this file. */
export function moduleFolder(name: string): string {
  return path.join(__dirname, name);
}

/** The version of a module that a go.mod here requires. */
export function versionOf(folder: string, module: string): string {
  const text = fs.readFileSync(path.join(moduleFolder(folder), 'go.mod'), 'utf8');
  const line = text.split('\n').map(l => l.trim().replace(/^require /, '').split(' ')).find(([name]) => name === module);
  if (!line) {
    throw new Error(`${folder}/go.mod does not require ${module}`);
  }
  return line[1];
}
