import { shop } from './support';
import { Acknowledge } from '../../src';
import { acknowledgementsAt } from '../../src/rules/acknowledge';

const FINDING = { rule: 'plain-secret', reason: 'a key of the demo, worth nothing' };

test('what is given at a scope is kept there, in order', () => {
  const chart = shop();
  Acknowledge.finding(chart, FINDING);
  Acknowledge.finding(chart, { ...FINDING, until: '2028-02-29' });

  expect(acknowledgementsAt(chart)).toEqual([{ ...FINDING, scope: chart }, { ...FINDING, until: '2028-02-29', scope: chart }]);
  expect(acknowledgementsAt(chart.node.root)).toEqual([]);
});

test.each([
  [{ ...FINDING, rule: 'plain-secrets' }, "rule 'plain-secrets' does not exist: did you mean 'plain-secret'? expected an id as error texts show it, behind 'rule'; copy it from there [test]"],
  [{ ...FINDING, rule: 'x' }, "rule 'x' does not exist: expected an id as error texts show it, behind 'rule'; copy it from there [test]"],
  [{ ...FINDING, reason: ' ok ' }, "the acknowledgement of plain-secret has the reason ' ok ': expected a sentence that a reviewer understands; say why it is safe here [test]"],
  [{ ...FINDING, until: '2027-02-29' }, "the acknowledgement of plain-secret ends at '2027-02-29': expected a date; write YYYY-MM-DD [test]"],
  [{ ...FINDING, until: 'tomorrow' }, "the acknowledgement of plain-secret ends at 'tomorrow': expected a date; write YYYY-MM-DD [test]"],
])('fails for %j', (finding, message) => {
  expect(() => Acknowledge.finding(shop(), finding)).toThrow(message);
});
