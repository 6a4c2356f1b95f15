import { blocksOf, run, typeErrors } from './snippets';

/** docs/errors.md: the first program is what every other one begins with; each is followed by the text of its error. */
const blocks = blocksOf('docs/errors.md');
const [prelude, ...rest] = blocks;
const cases = rest.filter(block => block.language === 'ts').map(block => ({ block, text: rest[rest.indexOf(block) + 1] }));

test('every program of docs/errors.md is followed by a text', () => {
  expect(cases.filter(({ text }) => text?.language !== 'text').map(({ block }) => block.line)).toEqual([]);
});

test('the programs of docs/errors.md type-check, but for what JavaScript alone would let pass', () => {
  const programs = cases.filter(({ block }) => !block.text.includes('@ts-expect-error'));
  expect(typeErrors(Object.fromEntries(programs.map(({ block }) => [`errors-line-${block.line}.ts`, `${prelude.text}\n${block.text}`])))).toEqual([]);
});

test.each(cases.map(({ block, text }) => [block.line, block, text] as const))('fails as docs/errors.md says at line %i', (_line, block, text) => {
  const wanted = text.text.replace(/\s+/g, ' ').trim();
  const got = (() => {
    try {
      run(`${prelude.text}\n${block.text}\nimport { Testing } from 'cdk8s';\nTesting.synth(chart);`);
      return 'no error';
    } catch (error) {
      return (error as Error).message.replace(/\s+/g, ' ').trim();
    }
  })();
  expect(got).toBe(wanted);
});
