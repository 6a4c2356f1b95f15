import { jsonLog, Told } from '../../../src/runtime/abuse-guard/log';

function scene() {
  const lines: string[] = [];
  return { lines, log: jsonLog(line => lines.push(line), () => 0) };
}

test('a line is one json object', () => {
  const { lines, log } = scene();
  log.audit('address blocked', { address: '203.0.113.9', evidence: { samples: ['GET / 401'] } });
  expect(lines).toEqual(['{"time":"1970-01-01T00:00:00.000Z","level":"audit","msg":"address blocked","address":"203.0.113.9","evidence":{"samples":["GET / 401"]}}\n']);
});

test.each(['\n', '\r\n', '\u2028', '\u2029', '\u0085', '\u001b[2J', '\u009b2J', '\u202e', '"}\n{"level":"audit"', '\ud800'])('fails to be made two lines, or to steer a terminal, by %j', text => {
  const { lines, log } = scene();
  log.warn('x', { text: `a${text}b` });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[\x20-\x7e\ufffd]*\n$/);
  expect(JSON.parse(lines[0]).level).toBe('warn');
});

test('a long text is cut, however deep it lies', () => {
  const { lines, log } = scene();
  log.error('x', { evidence: { samples: ['y'.repeat(1e6)] } });
  expect(lines[0].length).toBeLessThan(500);
});

test('the same is told once, until it is over', () => {
  const told = new Told();
  const said: string[] = [];
  const say = (text: string) => () => void said.push(text);
  told.over('a', say('over'));
  told.once('a', 'away', say('away'));
  told.once('a', 'away', say('away'));
  told.once('b', 'away', say('away too'));
  told.once('a', 'refused', say('refused'));
  told.over('a', say('over'));
  told.over('a', say('over'));
  told.once('a', 'away', say('away again'));
  expect(said).toEqual(['away', 'away too', 'refused', 'over', 'away again']);
});
