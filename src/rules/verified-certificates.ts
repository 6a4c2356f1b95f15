import { AppView } from './app-view';
import { statedSetting } from './gateway-settings';
import { KongGateway } from '../gateway/kong-gateway';
import { KongVersion } from '../gateway/kong-version';

const SETTING = 'KONG_TLS_CERTIFICATE_VERIFY';

/** What to do about certificates that are not verified. */
export const VERIFY_FIX = `remove it, or state settings: { ${SETTING}: 'off' } of the gateway`;

/** Tells the gateways whose nodes refuse a configuration in which a certificate is not verified: Enterprise from 3.14 on. */
export function verifyingGateways(app: AppView): (gateway: KongGateway) => boolean {
  const stated = statedSetting(app);
  return gateway => gateway.isEnterprise && gateway.version.isAtLeast(KongVersion.V3_14) && stated(gateway, SETTING)?.trim().toLowerCase() !== 'off';
}
