import * as fs from 'node:fs';
import * as path from 'node:path';
import { ALL_RULES } from '../../src/rules/all-rules';
import { RULE_IDS } from '../../src/rules/rule-ids';

const ROOT = path.join(__dirname, '..', '..');

test('the list of ids is that of the rules', () => {
  expect(RULE_IDS).toEqual(ALL_RULES.map(rule => rule.id));
  expect(new Set(RULE_IDS).size).toBe(RULE_IDS.length);
});

test('the list of ids needs no rule', () => {
  expect(fs.readFileSync(path.join(ROOT, 'src/rules/rule-ids.ts'), 'utf8')).not.toContain('import');
});

test.each(RULE_IDS)('%s is a file with a test', id => {
  expect(fs.existsSync(path.join(ROOT, `src/rules/${id}.ts`))).toBe(true);
  expect(fs.existsSync(path.join(ROOT, `test/rules/${id}.test.ts`))).toBe(true);
});

test('the page of the rules has a row for each, in this order', () => {
  const rows = fs.readFileSync(path.join(ROOT, 'docs/rules.md'), 'utf8').split('\n').filter(line => line.startsWith('| `'));

  expect(rows.map(row => /^\| `([^`]+)`/.exec(row)![1])).toEqual(RULE_IDS);
  for (const [index, rule] of ALL_RULES.entries()) {
    expect(rows[index].toLowerCase()).toContain(`| ${rule.why.toLowerCase()} |`);
  }
});
