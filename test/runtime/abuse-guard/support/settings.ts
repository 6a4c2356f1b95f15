import { Settings } from '../../../../src/runtime/abuse-guard/config';
import { readConfig } from '../../../../src/runtime/abuse-guard/read-config';

/** The least that a configuration needs. */
export const LEAST = {
  listen: { port: 8080, metricsPort: 9090 },
  authentication: { sharedSecretFiles: ['/secrets/source'] },
  targets: [{ kind: 'KongClusterPlugin', name: 'deny' }],
  lease: { name: 'guard', namespace: 'kong' },
  state: { name: 'guard', namespace: 'kong' },
};

export function settings(change: Record<string, any> = {}): Settings {
  return readConfig({ ...LEAST, ...change });
}
