import { IConstruct } from 'constructs';
import { KongGateway } from '../kong-gateway';

/** A plugin object that decides by the client's address. */
export interface AddressRule {
  /** The name of the object. */
  readonly name: string;
  /** The namespace of the object; undefined is whatever it is applied to. */
  readonly namespace?: string;
  /** The construct that it comes from. */
  readonly by: IConstruct;
}

const RULES = Symbol.for('gatewarden.AddressRules');

/**
 * The ip-restriction plugins that a gateway serves, in the order in which they are made. A plugin notes itself here and knows nothing of
 * who reads it: of two plugins of a type Kong runs one, so whoever keeps a global deny list must keep it in each of these as well.
 */
export class AddressRules {
  /** Those of a gateway. They stand at the gateway, so that two copies of the package see each other's. */
  public static of(gateway: KongGateway): AddressRules {
    const marked = gateway as KongGateway & { [RULES]?: AddressRules };
    if (!marked[RULES]) {
      Object.defineProperty(gateway, RULES, { value: new AddressRules() });
    }
    return marked[RULES]!;
  }

  private readonly rules: AddressRule[] = [];
  private readonly watchers: ((rule: AddressRule) => void)[] = [];

  /** Notes one. */
  public add(rule: AddressRule): void {
    this.rules.push(rule);
    this.watchers.forEach(watcher => watcher(rule));
  }

  /** Whether somebody maintains their deny lists. */
  public get guarded(): boolean {
    return this.watchers.length > 0;
  }

  /** Calls for each that there is, and for each that is made later. */
  public watch(watcher: (rule: AddressRule) => void): void {
    this.rules.forEach(watcher);
    this.watchers.push(watcher);
  }
}
