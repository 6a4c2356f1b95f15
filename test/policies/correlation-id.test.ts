import { configOf, render } from './render';
import { CorrelationId, CorrelationIdProps } from '../../src';

function config(props?: CorrelationIdProps): any {
  return configOf(render({ api: { correlationId: new CorrelationId(props) } }), 'correlation-id');
}

test('a request has a uuid in X-Request-ID, and so has its answer', () => {
  expect(config()).toEqual({ header_name: 'X-Request-ID', generator: 'uuid', echo_downstream: true });
});

test('all properties', () => {
  const props: Required<CorrelationIdProps> = { header: 'X-Trace', echoDownstream: false };
  expect(config(props)).toEqual({ header_name: 'X-Trace', generator: 'uuid', echo_downstream: false });
});

test('fails for what is no header', () => {
  expect(() => new CorrelationId({ header: 'X Trace' })).toThrow("expected a header name of letters, digits and single inner '-', got 'X Trace'");
});

test('another header loosens', () => {
  expect(new CorrelationId({ header: 'X-Trace' })._loosens(new CorrelationId())).toBe('the header of the correlation id may not change');
});

test('the same header loosens nothing, in whatever letter case', () => {
  expect(new CorrelationId({ header: 'x-request-id' })._loosens(new CorrelationId())).toBeUndefined();
});
