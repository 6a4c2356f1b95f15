import { checkedReason } from '../../src/policies/reason';

test('a reason is kept', () => {
  expect(checkedReason('it', 'the status page is for everybody')).toBe('the status page is for everybody');
});

test('a reason is one line', () => {
  expect(checkedReason('it', '  the status\n   page is\tpublic ')).toBe('the status page is public');
});

test.each(['', '   ', 'because', 'todo\n\n\n\n\n\n\n'])('fails for %j, which tells a reviewer nothing', reason => {
  expect(() => checkedReason('it', reason)).toThrow(`it has the reason '${reason}': expected a sentence that a reviewer understands; say why it is safe here`);
});
