import { EE_3_9, errors } from '../targets';

describe('request-termination', () => {
  test('takes a message, or a body with its type', () => {
    expect(errors('request-termination', { message: 'no', body: '{}' })).toEqual([
      'request-termination sets config.message and config.body; expected a message, or a body with its content_type; remove one',
    ]);
    expect(errors('request-termination', { message: 'no', content_type: 'text/plain' })).toEqual([
      'request-termination sets config.message and config.content_type; expected a message, or a body with its content_type; remove one',
    ]);
    expect(errors('request-termination', { content_type: 'text/plain' })).toEqual([
      'request-termination sets config.content_type without config.body; expected both; set config.body',
    ]);
  });

  test('echo has no body', () => {
    expect(errors('request-termination', { echo: true, body: '{}' })).toEqual([
      'request-termination sets config.echo and config.body; expected one of them; remove one',
    ]);
  });

  test('the trigger is a header name, and the status one of http', () => {
    expect(errors('request-termination', { trigger: 'a b', status_code: 600 })).toEqual([
      'request-termination config.status_code is 600; expected 100 to 599; change it or leave it out',
      'request-termination config.trigger is "a b"; expected letters, digits, - and _; rename it',
    ]);
  });
});

describe.each(['pre-function', 'post-function'])('%s', (plugin) => {
  test('needs a function', () => {
    const none = [`${plugin} has no function; expected lua in one or more of certificate, rewrite, access, header_filter, body_filter, log; set for instance config.access`];
    expect(errors(plugin, {})).toEqual(none);
    expect(errors(plugin, { access: [] })).toEqual(none);
    expect(errors(plugin, { log: ['return'] })).toEqual([]);
  });

  test('the phases of websockets need enterprise', () => {
    expect(errors(plugin, { access: ['return'], ws_close: ['return'] })).toEqual([
      `${plugin} config.ws_close needs kong enterprise; this gateway is oss 3.9; leave it out or set edition`,
    ]);
    expect(errors(plugin, { ws_close: ['return'] }, EE_3_9)).toEqual([]);
  });
});
