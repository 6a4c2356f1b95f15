import { Counter, exposition, Gauge, Histogram } from '../../../src/runtime/abuse-guard/metrics';

test('all series are there from the start', () => {
  const counter = new Counter('x_total', 'What.', [{ result: 'a' }, { result: 'b' }]);
  counter.add(2, { result: 'b' });
  expect(exposition([counter])).toBe('# HELP x_total What.\n# TYPE x_total counter\nx_total{result="a"} 0\nx_total{result="b"} 2\n');
});

test('a gauge is read when it is asked for', () => {
  let value = 1;
  const gauge = new Gauge('x', 'What.', () => value);
  value = 7;
  expect(gauge.lines().at(-1)).toBe('x 7');
});

test('a histogram is cumulative', () => {
  const histogram = new Histogram('x_seconds', 'What.', [0.1, 1]);
  [0.05, 0.1, 0.5, 20].forEach(value => histogram.observe(value));
  expect(histogram.lines().slice(2)).toEqual(['x_seconds_bucket{le="0.1"} 2', 'x_seconds_bucket{le="1"} 3', 'x_seconds_bucket{le="+Inf"} 4', 'x_seconds_sum 20.65', 'x_seconds_count 4']);
});
