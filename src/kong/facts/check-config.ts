import type { CheckContext, Target } from './check-context';
import { gatewayName } from './check-context';
import { checkPatchedPath, checkRecord, isMap } from './check-fields';
import { ConfigView } from './config-view';
import { entityCheck } from './entity-checks';
import { configTree } from './field-tree';
import { isBundledPlugin, isEnterprisePlugin, nearestName, pluginFact } from './plugin-facts';
import { quote, show } from './texts';
import { factMinor, FIRST_MINOR, LAST_MINOR, LAST_OSS_MINOR, minorOf } from './version';

export type { Target } from './check-context';

export interface CheckOptions {
  /** JSON pointers under config that configPatches fill: they count as present, and what they hold is not known. */
  readonly patchedPaths?: readonly string[];
  /** Whether a plugin without facts passes unchecked. @default false */
  readonly allowUnknownPlugin?: boolean;
}

/** What an open-source gateway can do instead of an Enterprise plugin. */
const INSTEAD: Readonly<Record<string, string>> = {
  'mtls-auth': 'use another authentication',
  'oauth2-introspection': 'use jwt',
  'openid-connect': 'use jwt',
  'rate-limiting-advanced': 'use rate-limiting',
  'request-transformer-advanced': 'use request-transformer',
  'request-validator': 'use RequestSchema (compiled to lua)',
  'response-transformer-advanced': 'use response-transformer',
};

const NO_PATHS: readonly string[] = [];

/**
 * Says what a gateway would refuse, or take and not enforce, in the config of a plugin.
 *
 * @returns one text per mistake, in the order of the config; none if it is valid
 */
export function checkPluginConfig(plugin: string, config: Record<string, unknown>, target: Target, options: CheckOptions = {}): string[] {
  const minor = minorOf(target.version);
  if (minor === undefined) {
    return [`kong ${target.version} is not known; expected 3.${FIRST_MINOR} to 3.${LAST_MINOR}; set the gateway's version to one of them`];
  }
  if (target.edition === 'oss' && minor > LAST_OSS_MINOR) {
    return [`kong ${target.version} has no open-source edition; expected up to 3.${LAST_OSS_MINOR} with edition oss; lower the version or set edition to enterprise`];
  }
  const fact = pluginFact(plugin);
  if (target.edition === 'oss' && isEnterprisePlugin(plugin)) return [needsEnterprise(plugin, target)];
  if (!fact) return options.allowUnknownPlugin ? [] : [unknownPlugin(plugin)];
  if (factMinor(fact.since, FIRST_MINOR) > minor) {
    return [`${plugin} exists from kong ${fact.since} on; this gateway is ${gatewayName(target)}; move to kong ${fact.since}`];
  }
  if (!isMap(config)) return [`${plugin} config is ${show(config)}; expected a map; write its fields`];
  const patched = options.patchedPaths ?? NO_PATHS;
  const view = new ConfigView(config, patched);
  const { version, edition, dbless = true } = target;
  const errors: string[] = [];
  const context: CheckContext = { plugin, version, minor, edition, dbless, view, errors };
  const tree = configTree(fact, minor, edition);
  checkRecord(tree, config, '', context);
  for (const pointer of patched) checkPatchedPath(tree, pointer, context);
  entityCheck(plugin)?.(view, context, (text) => errors.push(`${plugin} ${text}`));
  return errors;
}

function unknownPlugin(plugin: string): string {
  if (isBundledPlugin(plugin)) return `the config of ${plugin} is not known here and cannot be checked; expected a plugin with facts; declare it as a custom plugin to take it as it is`;
  const near = nearestName(plugin);
  return `${quote(plugin)} is no plugin that comes with kong; expected one that does, or a custom plugin; ${
    near ? `did you mean ${near}?` : 'declare it as a custom plugin'}`;
}

function needsEnterprise(plugin: string, target: Target): string {
  const instead = INSTEAD[plugin];
  return `${plugin} needs kong enterprise; this gateway is ${gatewayName(target)}; ${instead ? `${instead} or set edition` : 'leave it out or set edition'}`;
}
