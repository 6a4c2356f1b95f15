import { FinalObject, list, map, nameOf } from './final-object';
import { CUSTOM_PLUGIN } from './marks';
import { Rule } from './rule';
import { VERIFY_FIX, verifyingGateways } from './verified-certificates';
import { checkPluginConfig } from '../kong/facts/check-config';
import { isBundledPlugin, nearestName } from '../kong/facts/plugin-facts';

/** A type that differs so little from one of Kong's is that one mistyped, and no plugin of the user's own. */
const TYPO = 2;

/** Every plugin object says what its gateway takes. */
export const PLUGIN_CONFIG: Rule = {
  id: 'plugin-config',
  why: 'kong refuses the whole configuration for one plugin that it does not take',
  check: app => {
    const verifies = verifyingGateways(app);
    return app.pluginObjects().flatMap(object => [...problemsOf(object), ...verifies(object.gateway) ? unverified(object) : []]
      .map(message => ({ at: object.source, message })));
  },
};

/** Whether the user has said that the type is one of their own. */
function isCustom({ source }: FinalObject): boolean {
  return CUSTOM_PLUGIN in source || CUSTOM_PLUGIN in source.node.scope!;
}

function problemsOf(object: FinalObject): string[] {
  const { manifest, gateway } = object;
  const { plugin, config, configFrom } = manifest;
  const patches = list(manifest.configPatches);
  if (typeof plugin !== 'string' || plugin === '') {
    return [`${nameOf(object)} has no plugin type: expected the field plugin; write for instance plugin: jwt`];
  }
  const near = isBundledPlugin(plugin) || isCustom(object) ? undefined : nearestName(plugin);
  if (near && Math.abs(near.length - plugin.length) <= TYPO) {
    return [`${nameOf(object)} has the plugin type '${plugin}', which does not come with kong: expected one that the gateway has; did you mean ${near}?`];
  }
  if (configFrom !== undefined) {
    // What is in the Secret is not known here.
    return config === undefined && patches.length === 0 ? []
      : [`${nameOf(object)} has configFrom and ${config === undefined ? 'configPatches' : 'config'}: kubernetes takes one of the two; remove one`];
  }
  const target = { version: gateway.version.toString(), edition: gateway.edition };
  const patchedPaths = patches.map(patch => String(map(patch).path));
  return checkPluginConfig(plugin, config ?? {}, target, { patchedPaths, allowUnknownPlugin: true });
}

function unverified(object: FinalObject): string[] {
  return [...switchedOff(object.manifest.config, 'config')].map(path => `${nameOf(object)} has ${path}: false: expected true, because kong ${object.gateway.version} verifies certificates and refuses the whole configuration; ${VERIFY_FIX}`);
}

/** Where certificates are not to be verified. */
function* switchedOff(value: unknown, path: string): Generator<string> {
  for (const [index, item] of list(value).entries()) {
    yield* switchedOff(item, `${path}[${index}]`);
  }
  for (const [key, item] of Object.entries(map(value))) {
    if (item === false && /(?:^|_)(?:ssl|tls)_verify$/.test(key)) {
      yield `${path}.${key}`;
    }
    yield* switchedOff(item, `${path}.${key}`);
  }
}
