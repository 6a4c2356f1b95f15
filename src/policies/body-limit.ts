import { PluginSpec, Policy, RouteFacts } from './policy';
import { BodySize } from '../values/body-size';
import { expectKind } from '../values/kinds';

/** Methods whose requests have a body. */
const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

/**
 * How large a request body may be; a larger one gets 413 (417 if the client asked with `Expect: 100-continue`), also when it is sent in
 * chunks. On routes whose every method has a body a request must also state its length, or it gets 411: without a length Kong reads the
 * whole body before it can measure it. On other routes that would refuse every GET and DELETE, so there it is not asked.
 */
export class BodyLimit extends Policy {
  /** Bodies up to this size pass. */
  public static of(size: BodySize): BodyLimit {
    return new BodyLimit(expectKind('body limit', size, value => typeof value.kongSize === 'number', 'a BodySize',
      `BodyLimit.of(BodySize.mebibytes(${Number.isSafeInteger(size as unknown) ? size : 10}))`));
  }

  private constructor(
    /** The largest body that passes. */
    public readonly size: BodySize) {
    super();
  }

  /** @internal */
  public _plugins(route: RouteFacts): PluginSpec[] {
    const everyMethodHasBody = route.methods !== undefined && route.methods.every(method => WITH_BODY.has(method));
    return [{
      plugin: 'request-size-limiting',
      config: {
        allowed_payload_size: this.size.kongSize,
        size_unit: this.size.kongUnit,
        require_content_length: everyMethodHasBody,
      },
      variant: everyMethodHasBody ? 'stated-length' : undefined,
    }];
  }

  /** @internal */
  public _loosens(enforced: Policy): string | undefined {
    const base = enforced as BodyLimit;
    return this.size.isLargerThan(base.size) ? `a body limit may only fall, and ${this.size} is more than ${base.size}` : undefined;
  }
}
