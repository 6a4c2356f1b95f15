import { checkConsumers } from './consumer-checks';
import { checkPlugins } from './plugin-checks';
import { checkRoutes } from './route-checks';
import { checkServices, checkUpstreams } from './service-checks';
import { VerdictTarget } from './target';
import { Translation } from '../translate/translate';

/** A tag is text without commas and slashes. */
const BAD_TAG = /[,/\x00-\x1f\x7f]|^$/;

/**
 * Why Kong refuses the configuration. One reason is enough for it to refuse all of it: the last good one stays, and a new pod has none.
 *
 * @returns none if it takes it
 */
export function refusals(translation: Translation, target: VerdictTarget): string[] {
  const found = new Set<string>();
  const refuse = (text: string): void => void found.add(text);
  const { config, services, plugins, consumers, groups } = translation;
  checkServices(services, refuse);
  checkRoutes(services, target, refuse);
  checkUpstreams(config.upstreams, refuse);
  checkConsumers(consumers, groups, target, refuse);
  checkPlugins(plugins, target, refuse);
  for (const { name, tags } of [...config.services, ...config.services.flatMap(({ routes }) => routes), ...config.plugins]) {
    const bad = tags?.find(tag => BAD_TAG.test(tag));
    bad !== undefined && refuse(`${name} has the tag '${bad}'; expected text without commas and slashes`);
  }
  return [...found];
}
