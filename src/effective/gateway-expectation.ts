import { EffectiveGateway } from './effective-gateway';

/** What is expected of a gateway as a whole. Each method throws an error that shows what is not so. */
export class GatewayExpectation {
  /** Begins an expectation. */
  public static of(view: EffectiveGateway): GatewayExpectation {
    return new GatewayExpectation(view);
  }

  private constructor(private readonly view: EffectiveGateway) {}

  /** Kong takes the configuration. */
  public toBeAccepted(): GatewayExpectation {
    return this.check(this.view.refusals, 'kong to take the configuration, which it refuses as a whole');
  }

  /** Kong refuses the configuration for a reason that has this text in it. */
  public toBeRefusedFor(text: string): GatewayExpectation {
    const { refusals } = this.view;
    return this.check(refusals.some(reason => reason.includes(text)) ? [] : [...refusals, '(no more)'], `kong to refuse the configuration for '${text}'`);
  }

  /** The controller raises no event, and nothing is left out of account. */
  public toWarnOfNothing(): GatewayExpectation {
    const unread = this.view.unread.map(object => `${object} is not read by this view`);
    return this.check([...this.view.warnings, ...unread], 'the controller to warn of nothing');
  }

  /** The controller raises an event that has this text in it. */
  public toWarnOf(text: string): GatewayExpectation {
    const { warnings } = this.view;
    return this.check(warnings.some(warning => warning.includes(text)) ? [] : [...warnings, '(no more)'], `the controller to warn of '${text}'`);
  }

  /** No two routes rank alike on one host and path. */
  public toDecideEveryRoute(): GatewayExpectation {
    return this.check(this.view.ambiguities, 'every route to be told from the others');
  }

  /** The routes are made of these objects and of no others: `Ingress shop/api`. */
  public toServeOnly(...objects: string[]): GatewayExpectation {
    const sources = new Set(this.view.routes.map(({ source }) => source));
    const wrong = [
      ...objects.filter(object => !sources.has(object)).map(object => `${object} has no route`),
      ...[...sources].filter(source => !objects.includes(source)).map(source => `${source} has a route as well`),
    ];
    return this.check(wrong, 'the routes to be those of the named objects');
  }

  private check(wrong: string[], what: string): GatewayExpectation {
    if (wrong.length > 0) {
      throw new Error(`expected ${what}:\n${wrong.map(each => `  ${each}\n`).join('')}${this.view.table()}`);
    }
    return this;
  }
}
