import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Testing } from 'cdk8s';
import { stringify } from 'yaml';
import { abuseGuard } from './main';
import { expectStrict } from '../../test/support/strict-schemas';

/** What is made from the sources of the guard, and changes with them. */
const PROGRAM = path.join(__dirname, '..', '..', 'assets', 'abuse-guard.js');
const CHECKSUM = 'gatewarden/checksum';

function pages(): Record<string, any[]> {
  return Object.fromEntries(abuseGuard(new App()).charts.map(chart => [chart.node.id, Testing.synth(chart)]));
}

/** An object without what changes with the program. */
function stable(object: any): any {
  const copy = structuredClone(object);
  if (copy.data?.['abuse-guard.js']) {
    copy.data['abuse-guard.js'] = 'assets/abuse-guard.js';
  }
  const annotations = copy.spec?.template?.metadata?.annotations;
  if (annotations?.[CHECKSUM]) {
    annotations[CHECKSUM] = 'of program and configuration';
  }
  return copy;
}

test.each(['platform', 'shop'])('the page %s is as it was', name => {
  expect(pages()[name].map(object => stringify(stable(object))).join('---\n')).toMatchSnapshot();
});

test('the page has the program that the package ships', () => {
  const program = pages().platform.find(({ metadata }) => metadata.name === 'abuse-guard-program');
  expect(program.data['abuse-guard.js']).toBe(fs.readFileSync(PROGRAM, 'utf8'));
});

test('every object passes the strict schemas', () => {
  expectStrict(Object.values(pages()).flat());
});
