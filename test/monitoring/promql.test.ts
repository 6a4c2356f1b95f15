import { Duration } from 'cdk8s';
import { patternProblem, plainNumber, prometheusDuration, quoted } from '../../src/monitoring/promql';

describe('quoted', () => {
  test.each([
    ['shop', '"shop"'],
    ['a"b', '"a\\"b"'],
    ['a\\b', '"a\\\\b"'],
    ['a\\"} or vector(1)', '"a\\\\\\"} or vector(1)"'],
    ['a\nb\rc\0d', '"a\\nb\\rc\\x00d"'],
    ['ü', '"ü"'],
  ])('%j cannot end its string', (text, expected) => {
    expect(quoted(text)).toBe(expected);
  });
});

describe('plainNumber', () => {
  test.each([[0.1, '0.1'], [100, '100'], [1e-7, '0.0000001'], [1e21, '1000000000000000000000'], [123456.75, '123456.75']])('%d has no exponent', (value, expected) => {
    expect(plainNumber(value)).toBe(expected);
  });
});

describe('prometheusDuration', () => {
  test.each([
    [Duration.minutes(5), '5m'],
    [Duration.seconds(90), '1m30s'],
    [Duration.hours(49), '2d1h'],
    [Duration.millis(1500), '1s500ms'],
    [Duration.seconds(0), '0s'],
  ])('%s', (duration, expected) => {
    expect(prometheusDuration(duration)).toBe(expected);
  });
});

describe('patternProblem', () => {
  test.each(['.*', 'shop\\..*', '(?i)shop', 'a|b', '\\[x\\]', '[^.]+', '\\d{3}', 'a\\\\k', '\\-\\.'])('%s is a pattern', (pattern) => {
    expect(patternProblem(pattern)).toBeUndefined();
  });

  test.each([
    ['', 'it is empty and would match no route'],
    ['(?=a)', 'RE2, which prometheus reads, has no lookaround, back references, escapes of other letters or thousands of repeats'],
    ['(?<!a)b', 'RE2, which prometheus reads, has no lookaround, back references, escapes of other letters or thousands of repeats'],
    ['(a)\\1', 'RE2, which prometheus reads, has no lookaround, back references, escapes of other letters or thousands of repeats'],
    ['\\y', 'RE2, which prometheus reads, has no lookaround, back references, escapes of other letters or thousands of repeats'],
    ['a{2000}', 'RE2, which prometheus reads, has no lookaround, back references, escapes of other letters or thousands of repeats'],
    ['a[]', 'it has a class without characters'],
    ['a(', '/a(/: Unterminated group'],
  ])('fails for %j', (pattern, problem) => {
    expect(patternProblem(pattern)).toBe(problem);
  });
});
