import { SchemaProgram } from '../../../src/lua/schema/compile';
import { JsonSchemaDraft } from '../../../src/values';

const { DRAFT4, DRAFT7, DRAFT201909, DRAFT202012 } = JsonSchemaDraft;

function compile(schema: unknown, draft = DRAFT7): string {
  const program = new SchemaProgram();
  program.add(schema, draft, 'body');
  return program.source();
}

test("the article's schema, readable", () => {
  expect(compile({
    type: 'object',
    required: ['name', 'email'],
    properties: {
      name: { type: 'string', minLength: 1, maxLength: 100 },
      email: { type: 'string', format: 'email' },
      phone: { type: 'string', pattern: '^\\+?[0-9]{10,15}$' },
    },
    additionalProperties: false,
  })).toBe(CUSTOMER);
});

test.each<[string, unknown, string, JsonSchemaDraft?]>([
  ['an unknown keyword', { properties: { a: { minLenght: 1 } } }, "json schema at #/properties/a: the keyword 'minLenght' is not one of draft7"],
  ['unevaluatedProperties', { allOf: [{ unevaluatedProperties: false }] }, "at #/allOf/0: the keyword 'unevaluatedProperties' is not compiled to lua", DRAFT202012],
  ['unevaluatedItems', { unevaluatedItems: false }, "at #: the keyword 'unevaluatedItems' is not compiled to lua", DRAFT202012],
  ['$dynamicRef', { properties: { a: { $dynamicRef: '#x' } } }, "at #/properties/a: the keyword '$dynamicRef' is not compiled to lua", DRAFT202012],
  ['$anchor', { $defs: { a: { $anchor: 'x' } } }, "at #/$defs/a: the keyword '$anchor' is not compiled to lua", DRAFT202012],
  ['contentEncoding', { contentEncoding: 'base64' }, "the keyword 'contentEncoding' is not compiled to lua"],
  ['prefixItems in draft 7', { prefixItems: [{}] }, "the keyword 'prefixItems' is not one of draft7"],
  ['dependencies in 2020-12', { dependencies: {} }, "the keyword 'dependencies' is not one of draft202012", DRAFT202012],
  ['a list of items in 2020-12', { items: [{}] }, 'write a list of schemas as "prefixItems"', DRAFT202012],
  ['a draft 4 bound', { minimum: 1, exclusiveMinimum: true }, 'json schema at #/exclusiveMinimum is not valid in draft7: must be number; write it as the number'],
  ['another format', { properties: { a: { format: 'iri' } } }, "at #/properties/a: the format 'iri' is not enforced; write a \"pattern\" in its place (enforced are date, date-time, email, hostname, ipv4, ipv6, time, uri, uuid)"],
  ['a remote reference', { $ref: 'https://example.com/a.json' }, "at #: \"$ref\" to 'https://example.com/a.json' leaves the schema"],
  ['a reference to nothing', { $ref: '#/definitions/x' }, 'leads to no schema'],
  ['a reference to no schema', { $ref: '#/enum', definitions: { a: { enum: [1] } } }, 'leads to no schema'],
  ['something beside a reference', { $ref: '#/definitions/a', minLength: 1, definitions: { a: {} } }, "draft7 ignores 'minLength' beside \"$ref\""],
  ['a reference to itself', { properties: { a: { $ref: '#/properties/a' } } }, 'at #/properties/a: it leads back to itself'],
  ['a circle of references', { definitions: { a: { allOf: [{ $ref: '#/definitions/b' }] }, b: { not: { $ref: '#/definitions/a' } } } }, 'leads back to itself'],
  ['an inner $id', { properties: { a: { $id: 'x' } } }, "at #/properties/a: '$id' inside a schema changes what a \"$ref\" means"],
  ['another $schema', { $schema: 'http://json-schema.org/draft-04/schema#' }, '"$schema" is "http://json-schema.org/draft-04/schema#", and the schema is compiled as draft7'],
  ['then without if', { then: {} }, "'then' is ignored without 'if'"],
  ['if alone', { if: {} }, "'if' is ignored without 'then' or 'else'"],
  ['additionalItems alone', { items: {}, additionalItems: false }, "'additionalItems' is ignored unless 'items' is a list"],
  ['minContains alone', { minContains: 1 }, "'minContains' is ignored without 'contains'", DRAFT202012],
  ['a pattern that does not compile', { properties: { 'a/b': { pattern: '(' } } }, "at #/properties/a~1b: the pattern '(' does not compile"],
  ['a pattern that takes for ever', { items: { pattern: '^(a+)+$' } }, "at #/items: the pattern '^(a+)+$' can take for ever to match"],
  ['a name pattern that is slow', { patternProperties: { 'f.*o': {} } }, "at #/patternProperties/f.*o: the pattern 'f.*o' takes time"],
  ['no schema', { type: 'text' }, 'is not valid in draft7'],
  ['half a surrogate pair', { const: '\ud800' }, 'has half of a surrogate pair'],
])('%s is refused', (_title, schema, problem, draft = DRAFT7) => {
  expect(() => compile(schema, draft)).toThrow(problem);
});

test.each([DRAFT4, DRAFT201909])('%s is not compiled', (draft) => {
  expect(() => compile({}, draft)).toThrow('only draft7 and draft202012 are compiled to lua');
});

test('a slow pattern is taken where a length bounds it', () => {
  expect(compile({ type: 'string', maxLength: 100, pattern: 'a.*b' })).toContain('matches(v, "a[^');
});

test('a schema that becomes too large is refused', () => {
  const properties = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`property${i}`, { type: 'string', maxLength: 10 }]));
  expect(() => compile({ type: 'object', properties })).toThrow(/becomes [0-9]+ bytes of lua: expected at most 65536/);
});

test('text of a schema stays in strings and comments', () => {
  const text = '"]] os.exit() --\n\\';
  const lua = compile({ properties: { [text]: { const: text } }, required: [text], patternProperties: { '^"\\]': false }, title: text, $comment: text });
  for (const line of lua.split('\n').filter(one => one.includes('os.exit'))) {
    const code = line.replace(/"(?:[^"\\]|\\.)*"/g, 'S').replace(/--.*/, '');
    expect(code).not.toContain('os.exit');
  }
});

test('what is deeply nested is split into functions', () => {
  let schema: any = { type: 'string' };
  for (let i = 0; i < 60; i++) { schema = i % 2 ? { properties: { a: schema } } : { allOf: [schema] }; }
  const lua = compile(schema);
  expect(Math.max(...lua.split('\n').map(line => /^ */.exec(line)![0].length / 2))).toBeLessThan(20);
  expect(lua).toContain('check[2] = function(v)');
});

test('functions are shared by all that refer to them, and count the steps', () => {
  const lua = compile({ type: 'object', properties: { a: { $ref: '#/definitions/x' }, b: { $ref: '#/definitions/x' } }, definitions: { x: { type: 'integer' } } });
  expect(lua.match(/check\[2\]\(v1\)/g)).toHaveLength(2);
  expect(lua).toContain('-- body #/definitions/x\n  check[2] = function(v)\n    steps = steps - 1\n    if steps < 0 then return "steps" end\n');
});

const CUSTOMER = String.raw`
local judge
do
  local byte, find, gmatch, gsub, match, pairs, re_find, tonumber, type = string.byte, string.find, string.gmatch, string.gsub, string.match, pairs, ngx.re.find, tonumber, type
  local check, format, value, steps = {}, {}, {}, 0
  -- The characters of a text: every byte but those that continue one.
  local function chars(v)
    local _, n = gsub(v, "[^\128-\191]", "")
    return n
  end
  local function matches(v, pattern)
    local from, _, err = re_find(v, pattern, "jou")
    if err then error("pattern " .. pattern .. ": " .. err, 0) end
    return from ~= nil
  end
  -- A property's name as a step of a JSON pointer.
  local function step(name)
    return "/" .. gsub(gsub(name, "~", "~0"), "/", "~1")
  end
  value[1] = { name = true, email = true, phone = true }
  format["email"] = function(v)
    if #v > 320 then return false end
    local at = find(v, "@", 1, true)
    if byte(v, 1) == 34 then
      local user = match(v, '^"(.*)"@[^@"]+$')
      if not user or find(user, "[^ -~]") or find(gsub(user, "\\.", ""), '[\\"]') then return false end
      at = #user + 3
    else
      if not at then return false end
      local before = 46
      for i = 1, at - 1 do
        local c = byte(v, i)
        if c == 46 then
          if before == 46 then return false end
        elseif not ((c >= 94 and c <= 126) or (c >= 48 and c <= 57) or (c >= 65 and c <= 90)) and not find(v, "^[!#$%%&'*+/=?-]", i) then
          return false
        end
        before = c
      end
      if before == 46 then return false end
    end
    if byte(v, at + 1) ~= 91 then return format["hostname"](v, at + 1) end
    local literal = match(v, "^%[(.*)%]$", at + 1)
    if not literal then return false end
    local ipv6 = match(literal, "^[Ii][Pp][Vv]6:(.*)$")
    if ipv6 then return format["ipv6"](ipv6) end
    return format["ipv4"](literal)
  end
  format["hostname"] = function(v, from)
    -- The bytes are walked through, which compiles to machine code; the name begins at from.
    from = from or 1
    if #v - from > 252 then return false end
    local length, before = 0, 46
    for i = from, #v do
      local c = byte(v, i)
      if c == 46 then
        if length == 0 or before == 45 then return false end
        length = 0
      else
        length = length + 1
        if c == 45 then
          if length == 1 then return false end
          -- Two hyphens in third place belong to labels in punycode.
          if length == 4 and before == 45 and not find(v, "^[Xx][Nn]", i - 3) then return false end
        elseif not ((c >= 97 and c <= 122) or (c >= 48 and c <= 57) or (c >= 65 and c <= 90)) then
          return false
        end
        if length > 63 then return false end
      end
      before = c
    end
    return length > 0 and before ~= 45
  end
  format["ipv4"] = function(v)
    if #v > 15 then return false end
    local a, b, c, d = match(v, "^(%d+)%.(%d+)%.(%d+)%.(%d+)$")
    if not a or find(v, "^0%d") or find(v, "%.0%d") then return false end
    return tonumber(a) < 256 and tonumber(b) < 256 and tonumber(c) < 256 and tonumber(d) < 256
  end
  format["ipv6"] = function(v)
    if #v > 45 or not find(v, "^[%x:.]+$") then return false end
    local groups = 0
    local head, ipv4 = match(v, "^(.*:)([^:]*%.[^:]*)$")
    if ipv4 then
      if not format["ipv4"](ipv4) then return false end
      v, groups = head .. "0", 1
    end
    local gap = find(v, "::", 1, true)
    if gap and find(v, "::", gap + 1, true) then return false end
    if (find(v, "^:") and gap ~= 1) or (find(v, ":$") and gap ~= #v - 1) then return false end
    for group in gmatch(v, "[^:]+") do
      groups = groups + 1
      if #group > 4 or find(group, ".", 1, true) then return false end
    end
    return gap and groups <= 7 or not gap and groups == 8
  end
  -- body #
  check[1] = function(v)
    if type(v) ~= "table" or v[0] then return "type" end
    if v.name == nil then return "required", "/name" end
    if v.email == nil then return "required", "/email" end
    do
      local v1 = v.name
      if v1 ~= nil then
        if type(v1) ~= "string" then return "type", "/name" end
        if #v1 > 100 and chars(v1) > 100 then return "maxLength", "/name" end
        if v1 == "" then return "minLength", "/name" end
      end
      v1 = v.email
      if v1 ~= nil then
        if type(v1) ~= "string" then return "type", "/email" end
        if not format["email"](v1) then return "format", "/email" end
      end
      v1 = v.phone
      if v1 ~= nil then
        if type(v1) ~= "string" then return "type", "/phone" end
        if not matches(v1, "\\A\\+?[0-9]{10,15}\\z") then return "pattern", "/phone" end
      end
    end
    for k1, v1 in pairs(v) do
      if not value[1][k1] then return "additionalProperties", step(k1) end
    end
  end
  function judge(index, v, most_steps)
    steps = most_steps
    local rule, where = check[index](v)
    -- Also where running out of steps read as "does not match" on the way.
    if steps < 0 then return "steps", "" end
    if rule then return rule, where or "" end
  end
end
`.trim();
