import * as fc from 'fast-check';
import { BodySize } from '../../src/values';

test.each([
  [BodySize.bytes(1000), 1000, 1000, 'bytes', '1000 bytes'],
  [BodySize.kibibytes(64), 65536, 64, 'kilobytes', '64 KiB'],
  [BodySize.mebibytes(10), 10485760, 10, 'megabytes', '10 MiB'],
])('%s is counted as Kong counts', (size, bytes, kongSize, kongUnit, text) => {
  expect(size.toBytes()).toBe(bytes);
  expect([size.kongSize, size.kongUnit]).toEqual([kongSize, kongUnit]);
  expect(size.toString()).toBe(text);
});

test('sizes in different units compare by their bytes', () => {
  expect(BodySize.mebibytes(1).isLargerThan(BodySize.kibibytes(1023))).toBe(true);
  expect(BodySize.mebibytes(1).isLargerThan(BodySize.kibibytes(1024))).toBe(false);
});

test.each([0, -1, 1.5, NaN, Infinity, Number.MAX_SAFE_INTEGER])('fails on %p mebibytes', (amount) => {
  expect(() => BodySize.mebibytes(amount)).toThrow(new Error(
    `body size of ${amount} MiB; expected a positive whole number, as in BodySize.mebibytes(10)`));
});

test('any number is a size or an error', () => {
  const factory = fc.constantFrom(BodySize.bytes, BodySize.kibibytes, BodySize.mebibytes);
  fc.assert(fc.property(fc.oneof(fc.double(), fc.integer(), fc.maxSafeInteger()), factory, (amount, make) => {
    let size: BodySize;
    try { size = make(amount); } catch (error) { expect((error as Error).message).toMatch(/^body size of /); return; }
    expect(Number.isSafeInteger(size.toBytes())).toBe(true);
    expect(size.toBytes() % amount).toBe(0);
    expect(size.toBytes()).toBeGreaterThan(0);
  }));
});
