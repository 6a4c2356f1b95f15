import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { AS_DEBIAN, AS_KONG, LuaGateway, Variant, VARIANTS } from './lua/lua-gateway';
import { newKeeper } from './peers/build';
import { nginx } from './peers/nginx';
import { STARTING } from './peers/timeouts';

let gateway: LuaGateway;

beforeAll(async () => {
  gateway = await LuaGateway.start({}, 2);
}, STARTING);

afterAll(() => gateway?.stop());

async function valueOf(expression: string, variant: Variant): Promise<string> {
  const chunk = `kong.response.exit(200, tostring(${expression}))`;
  return (await gateway.serve({ preFunction: { access: [chunk] }, requires: ['cjson.safe'], variant }).send()).body;
}

test('is made of what the README says, or of later releases', async () => {
  const { nginx: release, lua, luajit, pcre2, regex } = await gateway.versions();
  expect({ luajit, pcre2, regex }).toEqual({ luajit: expect.stringMatching(/^LuaJIT 2\.1/), pcre2: expect.stringMatching(/^10\./), regex: lua < 10026 ? 'pcre1' : 'pcre2' });
  expect(release).toBeGreaterThanOrEqual(1_022_001);
});

describe.each(VARIANTS)('regular expressions $name', variant => {
  test.each([
    [String.raw`ngx.re.find("abc\n", [[^abc$]])`, '1'],
    [String.raw`ngx.re.find("abc\n", [[^abc\z]])`, 'nil'],
    ['ngx.re.find("xabc", "B", "ijo")', '3'],
    ['ngx.re.find("xabc", "a", "ajo")', 'nil'],
    ['select(2, ngx.re.find("\\195\\164b", "^.b", "u"))', '3'],
    ['ngx.re.find("\\195\\164b", "^.b")', 'nil'],
    ['ngx.re.match("key=value", "(?<k>[a-z]+)=(\\\\w+)", "jo").k', 'key'],
    ['ngx.re.match("ab", "(a)|(c)")[2]', 'false'],
    ['ngx.re.gsub("a-b-c", "-", "$0_")', 'a-_b-_c'],
    ['ngx.re.sub("hello", "(l+)", function(m) return "<" .. m[1] .. ">" end)', 'he<ll>o'],
    ['select(2, ngx.re.gsub("aaa", "x*", "-"))', '4'],
    ['ngx.re.gmatch("a1b2", "\\\\d")()[0]', '1'],
    ['select(2, ngx.re.match("a", "(")) ~= nil', 'true'],
    // A limit is an error, not a match that is not there: a chunk must look at the error.
    ['select(3, ngx.re.find(("a"):rep(40) .. "!", "^(a+)+$")) ~= nil', 'true'],
    ['select(3, ngx.re.find("\\255", "a", "u")) ~= nil', 'true'],
  ])('%s', async (expression, expected) => {
    expect(await valueOf(expression, variant)).toBe(expected);
  });
});

describe('regular expressions differ', () => {
  test.each([
    // [expression, as Kong, as Debian]
    [String.raw`select(2, ngx.re.match("a", [[\N{U+61}]], "u")) == nil`, 'true', 'false'],
    // Common in patterns that were written for JavaScript; PCRE2 refuses a hyphen behind a class unless it is the last.
    [String.raw`ngx.re.find("-", [=[[\w-.]]=])`, 'nil', '1'],
    [String.raw`select(2, ngx.re.match("a", [[(*NO_JIT)a]])) == nil`, 'true', 'false'],
    [String.raw`select(3, ngx.re.find("\255", "a", "u"))`, 'pcre2_match() failed: -23', 'pcre_exec() failed: -10'],
  ])('%s', async (expression, kong, debian) => {
    const { regex } = await gateway.versions();
    expect([await valueOf(expression, AS_KONG), await valueOf(expression, AS_DEBIAN)]).toEqual([kong, regex === 'pcre1' ? debian : kong]);
  });
});

describe.each(VARIANTS)('cjson $name', variant => {
  const json = 'require("cjson.safe")';
  test.each([
    [`${json}.decode([[{"a":[1,{"b":null}],"c":"\\u00e4\\""}]]).c`, 'ä"'],
    [`${json}.decode("[null]")[1] == ${json}.null`, 'true'],
    [`${json}.decode("nope")`, 'nil'],
    [`${json}.encode({1, "a", true})`, '[1,"a",true]'],
    [`${json}.encode({})`, '{}'],
    [`${json}.decode("12345678901234567") == 12345678901234568`, 'true'],
  ])('%s', async (expression, expected) => {
    expect(await valueOf(expression, variant)).toBe(expected);
  });
});

test('cjson tells an empty array from an empty object as Kong, and does not as Debian', async () => {
  const chunk = '(function() local json = require("cjson.safe").new() if json.decode_array_with_array_mt then json.decode_array_with_array_mt(true) end '
    + 'return json.encode(json.decode([[{"a":[]}]])) .. json.encode(json.decode([[ [[], {}, [{"b" : [ ]}, "x,]"] ] ]])) end)()';
  expect(await valueOf(chunk, AS_KONG)).toBe('{"a":[]}[[],{},[{"b":[]},"x,]"]]');
  expect(await valueOf(chunk, AS_DEBIAN)).toBe('{"a":{}}[{},{},[{"b":{}},"x,]"]]');
});

test('each worker runs the outer part of a chunk for itself', async () => {
  const route = gateway.serve({ preFunction: { access: ['local id = ngx.worker.pid() return function() kong.response.exit(200, tostring(id == ngx.worker.pid())) end'] } });
  const answers = await Promise.all(Array.from({ length: 40 }, () => route.send()));
  expect(new Set(answers.map(({ body }) => body))).toEqual(new Set(['true']));
});

test('fails without apt-get, says what is needed, and leaves nothing', async () => {
  const environment = process.env;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nginx-'));
  process.env = { ...environment, GATEWARDEN_PEERS: folder, PATH: folder };
  const keeper = newKeeper();
  try {
    await expect(nginx(keeper)).rejects.toThrow(
      'nginx with its Lua module comes from the packages nginx, libnginx-mod-http-lua, lua-cjson of Debian 12 or a later one, which apt-get fetches: apt-update could not be started: spawn apt-get ENOENT');
  } finally {
    await keeper.close();
    process.env = environment;
  }
  expect(fs.readdirSync(folder)).toEqual([]);
  fs.rmdirSync(folder);
});

test('is gone with its files when it is stopped', async () => {
  const other = await LuaGateway.start();
  await other.stop();
  await expect(fetch(`http://127.0.0.1:${other.port}/`)).rejects.toThrow('fetch failed');
});
