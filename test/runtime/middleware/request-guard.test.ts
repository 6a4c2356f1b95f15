import * as http from 'node:http';
import { parsed, Service } from './service';
import { FORBIDDEN, minutely, requestGuard, UNAVAILABLE } from '../../../src/runtime/middleware/request-guard';

const refusing = requestGuard(async () => FORBIDDEN);
const passing = requestGuard(async () => undefined);

/** What a server answers whose requests go through a middleware of Connect. */
async function answer(listener: http.RequestListener, requestLine: string = 'GET /') {
  const service = await Service.start(listener);
  try {
    return await service.send(requestLine);
  } finally {
    await service.stop();
  }
}

test('a request that passes goes on once, without an error', async () => {
  const next = jest.fn();
  const { body } = await answer((request, response) => passing(request, response, (...args) => {
    next(...args);
    response.end('passed');
  }));
  expect(body).toContain('passed');
  expect(next.mock.calls).toEqual([[]]);
});

test('a request that is refused does not go on, and is answered as Kong answers', async () => {
  const next = jest.fn();
  const { status, head, body } = await answer((request, response) => refusing(request, response, next));
  expect([status, body]).toEqual([403, '{"message":"Forbidden"}']);
  expect(head).toContain('Content-Length: 23');
  expect(next).not.toHaveBeenCalled();
});

test('a refusal of HEAD has no body', async () => {
  const { status, body } = await answer((request, response) => refusing(request, response, () => {}), 'HEAD /');
  expect([status, body]).toEqual([403, '']);
});

test('a refusal after the answer has begun ends the connection', async () => {
  const { status, body } = await answer((request, response) => {
    response.writeHead(200, { 'Content-Length': 1000 }).flushHeaders();
    response.write('begun', () => refusing(request, response, () => {}));
  });
  expect([status, body]).toEqual([200, 'begun']);
});

test('a judgement that throws refuses, and warns', async () => {
  const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation();
  const guard = requestGuard(async () => { throw 'not even an error'; });
  expect(await guard.judge(parsed([]))).toEqual({ status: 403, message: 'Forbidden' });
  expect(emitWarning.mock.calls).toEqual([['not even an error', 'GatewardenWarning']]);
  emitWarning.mockRestore();
});

test('a request is judged once, and each for itself', async () => {
  const verdicts = [UNAVAILABLE, undefined];
  const guard = requestGuard(async () => verdicts.shift());
  const [first, second] = [parsed([]), parsed([])];
  expect([await guard.judge(first), await guard.judge(second), await guard.judge(first)]).toEqual([UNAVAILABLE, undefined, UNAVAILABLE]);
});

test('a warning is told once a minute', () => {
  const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation();
  const now = jest.spyOn(performance, 'now');
  const warned = minutely();
  [0, 59_999, 60_000].forEach(time => {
    now.mockReturnValue(time);
    warned(new Error(`at ${time}`));
  });
  expect(emitWarning.mock.calls.map(([text]) => String(text).split('\n')[0])).toEqual(['Error: at 0', 'Error: at 60000']);
  jest.restoreAllMocks();
});
