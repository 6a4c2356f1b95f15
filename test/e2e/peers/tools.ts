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
