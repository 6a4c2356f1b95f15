import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { moduleSources } from './go';
import { KubernetesClient, nameOf } from './kubernetes-client';
import { moduleFolder, versionOf } from './tools';
import { eventually } from './wait';

/** Where each module keeps its custom resource definitions. */
const FOLDERS: Record<string, string> = {
  'github.com/kong/kubernetes-configuration': 'config/crd/ingress-controller',
  'github.com/cert-manager/cert-manager': 'deploy/crds',
  'github.com/prometheus-operator/prometheus-operator': 'example/prometheus-operator-crd',
  'sigs.k8s.io/gateway-api': 'config/crd/standard',
};

/** The custom resource definitions of Kong, cert-manager, Prometheus Operator and the Gateway API, from their Go modules. */
export function definitions(): any[] {
  const folders = moduleSources(moduleFolder('crds'), Object.fromEntries(Object.keys(FOLDERS).map(module => [module, versionOf('crds', module)])));
  return Object.entries(FOLDERS).flatMap(([module, folder]) => {
    const at = path.join(folders[module], folder);
    const documents = fs.readdirSync(at).filter(name => name.endsWith('.yaml')).sort()
      .flatMap(name => parseAllDocuments(fs.readFileSync(path.join(at, name), 'utf8')).map(document => (document as any).toJS()));
    const found = documents.filter(object => object?.kind === 'CustomResourceDefinition');
    if (found.length === 0) {
      throw new Error(`${at} has no CustomResourceDefinition`);
    }
    return found;
  });
}

/** Applies them, and waits until the server serves their kinds. */
export async function applyDefinitions(client: KubernetesClient): Promise<void> {
  const all = definitions();
  await Promise.all(all.map(async crd => {
    await client.mustApply(crd);
    await eventually(`${nameOf(crd)} to be established`, 60, async () => {
      const conditions: any[] = (await client.read(crd))?.status?.conditions ?? [];
      return conditions.some(condition => condition.type === 'Established' && condition.status === 'True') || undefined;
    });
  }));
  // Discovery lags a little behind.
  for (const group of new Set(all.flatMap(crd => crd.spec.versions.filter((v: any) => v.served).map((v: any) => `/apis/${crd.spec.group}/${v.name}`)))) {
    await eventually(`${group} to be served`, 30, async () => (await client.get(group)).status === 200 || undefined);
  }
}
