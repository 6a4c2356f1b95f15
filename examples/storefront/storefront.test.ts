import { App, Testing } from 'cdk8s';
import { stringify } from 'yaml';
import { storefront } from './main';
import { programsIn, shippedProgram, withoutProgram } from '../../test/support/guard-program';
import { expectStrict } from '../../test/support/strict-schemas';

/** The files of the example, by name. */
function pages(): Record<string, any[]> {
  const app = storefront(new App());
  return Object.fromEntries(app.charts.map(chart => [chart.node.id, Testing.synth(chart)]));
}

test.each(['platform', 'legacy-nginx', 'shop'])('the page %s of the storefront is as it was', name => {
  expect(pages()[name].map(object => stringify(withoutProgram(object))).join('---\n')).toMatchSnapshot();
});

test('the platform has the program that the package ships', () => {
  const [program, ...others] = programsIn(pages().platform);
  // The texts are long: whether they are the same is all that matters.
  expect(program === shippedProgram()).toBe(true);
  expect(others).toEqual([]);
});

test('kubectl apply can keep a copy beside every object', () => {
  // As its encoder writes it, and all annotations together may have 256 KiB.
  const size = (object: any) => Buffer.byteLength(JSON.stringify(object).replace(/[<>&]/g, '\\u0000'));
  expect(Object.values(pages()).flat().filter(object => size(object) > 250 * 1024).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([]);
});

test('every object of the storefront passes the strict schemas', () => {
  expectStrict(Object.values(pages()).flat());
});
