import { App } from 'cdk8s';
import { platform } from './platform';
import { shop } from './shop';

/** The whole system: what a platform team declares once, and what an API team adds to it. `cdk8s synth` or `npm run example` writes it to dist. */
export function storefront(app: App = new App()): App {
  shop(app, platform(app));
  return app;
}

if (require.main === module) {
  storefront().synth();
}
