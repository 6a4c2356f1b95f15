import { FinalObject, list, map } from './final-object';
import { Rule } from './rule';
import { KongVersion } from '../gateway/kong-version';

/** Where open-source Kong's jwt plugin leaves the token that it has verified. */
const PLACE = 'authenticated_jwt_token';

/** Lua that reads the verified token finds it. */
export const VERIFIED_TOKEN_PLACE: Rule = {
  id: 'verified-token-place',
  why: 'whether kong leaves the verified token from 3.14 on where it did before is not established, and without it every request is refused and no caller is logged',
  check: app => app.pluginObjects()
    .filter(object => object.gateway.version.isAtLeast(KongVersion.V3_14) && readsToken(object))
    .map(object => ({
      at: object.source,
      message: `${object.manifest.plugin} reads kong.ctx.shared.${PLACE}, and this gateway is ${object.gateway.description}: whether that is set is not established; try it at such a gateway and acknowledge it, or leave identity, claims of the token and userClaim out`,
    })),
};

function readsToken({ manifest }: FinalObject): boolean {
  const config = map(manifest.config);
  const functions = /^(pre|post)-function$/.test(manifest.plugin) ? Object.values(config).flatMap(list) : [];
  return [...functions, ...Object.values(map(config.custom_fields_by_lua))].some(chunk => typeof chunk === 'string' && chunk.includes(PLACE));
}
