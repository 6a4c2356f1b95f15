import { EE_3_14, EE_3_9, errors } from '../targets';

describe('request-transformer', () => {
  const scope = 'expected headers, query_params, uri_captures or shared';

  test('a header is named as kong takes it', () => {
    expect(errors('request-transformer', { add: { headers: ['X User:a'] }, remove: { headers: ['X-A:b'] }, rename: { headers: ['X-A:X B'] } })).toEqual([
      'request-transformer config.remove.headers[0] names the header "X-A:b"; expected letters, digits, - and _; rename it',
      'request-transformer config.rename.headers[0] names the header "X B"; expected letters, digits, - and _; rename it',
      'request-transformer config.add.headers[0] names the header "X User"; expected letters, digits, - and _; rename it',
    ]);
  });

  test('body and querystring items are pairs too, which the schemas do not say', () => {
    expect(errors('request-transformer', { add: { body: ['a'], querystring: ['b'] } })).toEqual([
      'request-transformer config.add.body[0] is the string "a"; expected name:value; write it in that form',
      'request-transformer config.add.querystring[0] is the string "b"; expected name:value; write it in that form',
    ]);
    expect(errors('request-transformer', { remove: { body: ['a'], querystring: ['b'] } })).toEqual([]);
  });

  test('a template on a name out of scope answers 500', () => {
    expect(errors('request-transformer', { add: { headers: ['X-Consumer:$(consumer.username)'] } })).toEqual([
      `request-transformer config.add.headers[0] has the template $(consumer.username), where consumer is unknown and every request would answer 500; ${scope}; use one of them, or a post-function`,
    ]);
    expect(errors('request-transformer', { replace: { uri: '/a/$(jwt)' } })).toEqual([
      `request-transformer config.replace.uri has the template $(jwt), where jwt is unknown and every request would answer 500; ${scope}; use IdentityHeaders to forward a claim`,
    ]);
  });

  test('templates in scope pass', () => {
    const good = [
      'X-A:$(headers.host)', 'X-A:$(headers["x-jwt"])', 'X-A:$(query_params.q or "jwt.sub")', 'X-A:$(uri_captures[1]..headers.a)', 'X-A:$(shared.x:upper())',
      'X-A:$((function() local v = headers.a; return v end)())', 'X-A:100$', "X-A:$(headers['a (b']) and $(shared.c)",
    ];
    expect(errors('request-transformer', { add: { headers: good.slice(0, -1) } })).toEqual([]);
  });

  test('a template that is not closed', () => {
    expect(errors('request-transformer', { append: { body: ['a:$(headers.b'] } })).toEqual([
      'request-transformer config.append.body[0] has a $( that is not closed: "a:$(headers.b"; expected $(...); close it',
    ]);
  });

  test('every template of a text is looked at', () => {
    expect(errors('request-transformer', { add: { headers: ['X-A:$(headers.a) $(claims.sub)'] } })).toHaveLength(1);
  });
});

describe('response-transformer', () => {
  test('items are pairs, removed ones bare names', () => {
    expect(errors('response-transformer', { remove: { headers: ['Server:'], json: ['a.b'] }, append: { json: ['a'] } })).toEqual([
      'response-transformer config.append.json[0] is the string "a"; expected name:value; write it in that form',
      'response-transformer config.remove.headers[0] names the header "Server:"; expected letters, digits, - and _; rename it',
    ]);
  });

  test('rename.json came with 3.8', () => {
    expect(errors('response-transformer', { rename: { json: ['a:b'] } }, { version: '3.7', edition: 'oss' })).toEqual([
      'response-transformer config.rename.json exists from kong 3.8 on; this gateway is oss 3.7; leave it out or move to kong 3.8',
    ]);
  });
});

test('the advanced transformers take pairs too', () => {
  expect(errors('request-transformer-advanced', { add: { headers: ['X-A'], body: ['a'] } }, EE_3_9)).toEqual([
    'request-transformer-advanced config.add.headers[0] is "X-A"; expected name:value; write it in that form',
    'request-transformer-advanced config.add.body[0] is "a"; expected name:value; write it in that form',
  ]);
  expect(errors('response-transformer-advanced', { append: { json: ['a'] }, rename: { headers: ['X-A'] } }, EE_3_14)).toEqual([
    'response-transformer-advanced config.rename.headers[0] is the string "X-A"; expected name:value; write it in that form',
    'response-transformer-advanced config.append.json[0] is "a"; expected name:value; write it in that form',
  ]);
});
