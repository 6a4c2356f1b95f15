import { App, Testing } from 'cdk8s';
import { stringify } from 'yaml';
import { storefront } from './main';
import { expectStrict } from '../../test/support/strict-schemas';

/** The files of the example, by name. */
function pages(): Record<string, any[]> {
  const app = storefront(new App());
  return Object.fromEntries(app.charts.map(chart => [chart.node.id, Testing.synth(chart)]));
}

test.each(['platform', 'legacy-nginx', 'shop'])('the page %s of the storefront is as it was', name => {
  expect(pages()[name].map(object => stringify(object)).join('---\n')).toMatchSnapshot();
});

test('every object of the storefront passes the strict schemas', () => {
  expectStrict(Object.values(pages()).flat());
});
