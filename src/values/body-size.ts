import { shownNumber } from './kinds';
import { isToken } from './token';

/** The size of a request body, in a unit that Kong counts in: a kibibyte is 1024 bytes, a mebibyte 1048576. */
export class BodySize {
  /**
   * That many bytes.
   *
   * @throws if the amount is no positive whole number.
   */
  public static bytes(amount: number): BodySize {
    return new BodySize(amount, 1, 'bytes', 'bytes');
  }

  /**
   * That many times 1024 bytes, for which Kong's word is kilobytes.
   *
   * @throws if the amount is no positive whole number.
   */
  public static kibibytes(amount: number): BodySize {
    return new BodySize(amount, 1024, 'kilobytes', 'KiB');
  }

  /**
   * That many times 1048576 bytes, for which Kong's word is megabytes.
   *
   * @throws if the amount is no positive whole number.
   */
  public static mebibytes(amount: number): BodySize {
    return new BodySize(amount, 1048576, 'megabytes', 'MiB');
  }

  /** The amount for `allowed_payload_size` of request-size-limiting, counted in `kongUnit`. */
  public readonly kongSize: number;

  /** The unit for `size_unit` of request-size-limiting: `bytes`, `kilobytes` or `megabytes`. */
  public readonly kongUnit: string;

  private readonly unitBytes: number;
  private readonly unitName: string;

  private constructor(amount: number, unitBytes: number, kongUnit: string, unitName: string) {
    if (!isToken(amount) && (!Number.isSafeInteger(amount) || amount < 1 || !Number.isSafeInteger(amount * unitBytes))) {
      throw new Error(`body size of ${shownNumber(amount)} ${unitName}; expected a positive whole number, as in BodySize.mebibytes(10)`);
    }
    this.kongSize = amount;
    this.kongUnit = kongUnit;
    this.unitBytes = unitBytes;
    this.unitName = unitName;
  }

  /** The size in bytes. */
  public toBytes(): number {
    if (isToken(this.kongSize)) {
      throw new Error(`body size of ${this.kongSize} ${this.unitName} is compared or counted in bytes; expected a number`);
    }
    return this.kongSize * this.unitBytes;
  }

  /** Whether this is more bytes than the other. */
  public isLargerThan(other: BodySize): boolean {
    return this.toBytes() > other.toBytes();
  }

  /** The size as people read it: `10 MiB`, `64 KiB`, `1000 bytes`. */
  public toString(): string {
    return `${this.kongSize} ${this.unitName}`;
  }
}
