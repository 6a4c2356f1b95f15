import { Finding, findings } from './checks';
import { Mutant } from './mutant';
import { Objects } from './objects';
import { MUTANTS } from './table';
import { strictViolations } from '../support/strict-schemas';

const ALL = MUTANTS.flatMap(([, mutants]) => mutants);
/** What was found of each, by its name. */
const caught = new Map<string, Finding[]>();

function broken(mutant: Mutant): any[] {
  const objects = Objects.ofStorefront();
  mutant.mutate(objects);
  return objects.all;
}

/** The checks that tell something, the first first. */
function checksOf(found: Finding[]): string[] {
  return [...new Set(found.map(({ check }) => check))];
}

test('nothing is found in the storefront as it is', () => {
  const { all } = Objects.ofStorefront();
  expect(findings(all)).toEqual([]);
  // So that the schemas are among what is asked.
  expect(all.flatMap(strictViolations)).toEqual([]);
});

test('no two mutants have one name or make one change', () => {
  expect(ALL.map(({ name }) => name)).toEqual([...new Set(ALL.map(({ name }) => name))]);
  const whole = JSON.stringify(Objects.ofStorefront().all);
  const changed = ALL.map(mutant => JSON.stringify(broken(mutant)));
  expect(ALL.filter((_, i) => changed[i] === whole || changed.indexOf(changed[i]) !== i).map(({ name }) => name)).toEqual([]);
});

describe.each(MUTANTS)('%s', (_part, mutants) => {
  test.each(mutants)('$name ($facts: $harm)', mutant => {
    const found = findings(broken(mutant));
    caught.set(mutant.name, found);
    const [first = 'nothing: it survives'] = checksOf(found);
    // All that the first check says, also when the check is another one than expected.
    const text = found.filter(({ check }) => check === first).map(({ message }) => message).join('\n');
    expect({ caughtBy: first, text }).toEqual({ caughtBy: mutant.caughtBy, text: expect.stringContaining(mutant.says) });
  });
});

test('none survives, and each is caught by the check that the list names', () => {
  const lines = ALL.map(mutant => {
    const [first, ...others] = checksOf(caught.get(mutant.name) ?? findings(broken(mutant)));
    return `${mutant.name} → ${first ?? 'SURVIVES'}${first && others.length === 0 ? ', alone' : ''}`;
  });
  expect(lines.filter(line => line.includes('SURVIVES'))).toEqual([]);
  expect([`${lines.length} mutants`, ...lines].join('\n')).toMatchSnapshot();
});
