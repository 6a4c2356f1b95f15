import { spawn } from 'node:child_process';
import * as path from 'node:path';
import { STARTING } from './peers/timeouts';

const ROOT = path.join(__dirname, '..', '..');
const ATTACKER = '203.0.113.7';
const GLOBAL = '   KongClusterPlugin abuse-guard-ip-restriction: allow 0.0.0.0/0, ::/0; deny';
const OPERATORS = '   KongPlugin shop/admin-ip-restriction: allow 198.51.100.0/24; deny';

let ended: { code: number | null; lines: string[]; errors: string };

/** The command of `npm run example:abuse-guard`. */
beforeAll(async () => {
  const child = spawn(process.execPath, ['-r', 'ts-node/register/transpile-only', '-r', 'tsconfig-paths/register', 'examples/abuse-guard/demo.ts'],
    { cwd: ROOT, env: { ...process.env, TS_NODE_PROJECT: 'test/tsconfig.json' }, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, errors] = [child.stdout, child.stderr].map(stream => {
    const chunks: Buffer[] = [];
    stream.on('data', chunk => chunks.push(chunk));
    return chunks;
  });
  const code = await new Promise<number | null>(resolve => child.once('close', resolve));
  ended = { code, lines: Buffer.concat(out).toString().split('\n'), errors: Buffer.concat(errors).toString() };
}, STARTING);

test('the demonstration ends well', () => {
  const { code, errors } = ended;
  expect({ code, errors: code === 0 ? '' : errors }).toEqual({ code: 0, errors: '' });
});

test.each([['everywhere', GLOBAL], ['where the operators come in', OPERATORS]])('an address is blocked and released %s', (_where, list) => {
  expect(ended.lines.filter(line => line.startsWith(list))).toEqual([`${list} nobody`, `${list} ${ATTACKER}`, `${list} nobody`]);
});

test('what happens is in order: refused, blocked, kept when the plugins are applied again, released', () => {
  const told = ['answered 401', `blocked: ${ATTACKER}, in 2 of 2 lists`, 'still blocked', `released: ${ATTACKER}`];
  const at = told.map(text => ended.lines.findIndex(line => line.includes(text)));
  expect(at).not.toContain(-1);
  expect(at).toEqual([...at].sort((a, b) => a - b));
});

test('the guard says why', () => {
  const audit = ended.lines.filter(line => line.startsWith('   guard: ')).map(line => JSON.parse(line.slice('   guard: '.length)));
  expect(audit.map(({ level, msg, address }) => [level, msg, address])).toEqual([['audit', 'address blocked', ATTACKER], ['audit', 'address released', ATTACKER]]);
  expect(audit[0].evidence).toMatchObject({ unknownPath: 20 });
});
