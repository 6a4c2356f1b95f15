import { App, Chart } from 'cdk8s';
import { KongEdition, KongVersion } from 'gatewarden';
import { abuseGuard } from './abuse-guard';
import { apis } from './apis';
import { gateway, platform, Release } from './platform';
import { Page, pagesOf } from '../pages';

/** The gateways for which every construct is made with all of its properties. */
export const RELEASES: Record<string, Release> = {
  'all-props-oss-3.9': { version: KongVersion.V3_9, edition: KongEdition.OSS },
  'all-props-enterprise-3.14': { version: KongVersion.V3_14, edition: KongEdition.ENTERPRISE },
};

/** Every construct that such a gateway can have, with all of its properties. */
export function allProps(app: App, release: Release): void {
  gateway(app, release);
  platform(new Chart(app, 'platform', { namespace: 'edge' }));
  apis(new Chart(app, 'apis', { namespace: 'apis' }), release);
  abuseGuard(new Chart(app, 'guarded', { namespace: 'guarded' }), release);
}

/** The pages of all of them. */
export function allPropsPages(): Page[] {
  return Object.entries(RELEASES).flatMap(([name, release]) => pagesOf(name, app => allProps(app, release)));
}
