import { checkPluginConfig } from '../../../src/kong/facts/check-config';
import type { CheckOptions, Target } from '../../../src/kong/facts/check-config';

export const OSS_3_4: Target = { version: '3.4', edition: 'oss' };
export const OSS_3_5: Target = { version: '3.5', edition: 'oss' };
export const OSS_3_9: Target = { version: '3.9', edition: 'oss' };
export const EE_3_4: Target = { version: '3.4', edition: 'enterprise' };
export const EE_3_9: Target = { version: '3.9', edition: 'enterprise' };
export const EE_3_14: Target = { version: '3.14', edition: 'enterprise' };

/** The errors of a config on open-source Kong 3.9, or on another gateway. */
export function errors(plugin: string, config: object, target: Target = OSS_3_9, options?: CheckOptions): string[] {
  return checkPluginConfig(plugin, config as Record<string, unknown>, target, options);
}
