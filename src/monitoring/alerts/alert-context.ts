import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { mistake } from '../../errors';
import { KongGateway } from '../../gateway/kong-gateway';
import { isToken } from '../../values/token';
import { GatewayAlertsProps } from '../gateway-alerts-props';
import { plainNumber, prometheusDuration, quoted } from '../promql';

/** The traffic below which shares and quantiles of a route say nothing, in requests per second. */
const MINIMUM_RATE = 0.2;

/** What the alerts are written with: the series of this gateway, and checked thresholds. */
export class AlertContext {
  /** The time over which rates are taken, as Prometheus writes it. */
  public readonly window: string;
  private readonly everywhere: string[];
  private readonly ofGateway: string[];
  private readonly ofRoutes: string[];

  constructor(private readonly scope: IConstruct, public readonly props: GatewayAlertsProps) {
    this.window = prometheusDuration(props.window ?? Duration.minutes(5));
    this.everywhere = Object.entries(props.seriesLabels ?? {}).map(([label, value]) => `${label}=${quoted(value)}`);
    // Another gateway's series are left out; what is scraped without the operator has no namespace, and is taken.
    this.ofGateway = [...this.everywhere, `${props.namespaceLabel ?? 'namespace'}=~${quoted(`${KongGateway.of(scope).namespace}|`)}`];
    this.ofRoutes = [...this.ofGateway, ...props.routePattern === undefined ? [] : [`route=~${quoted(props.routePattern)}`]];
  }

  /** A series of the gateway or its controller. */
  public series(name: string, ...matchers: string[]): string {
    return `${name}{${[...matchers, ...this.ofGateway].join(',')}}`;
  }

  /** What a series that counts per route grows by in a second, by route and what else is kept. */
  public rateByRoute(name: string, matchers: string[] = [], keep: string[] = []): string {
    return `sum by (${[...keep, 'route'].join(', ')}) (rate(${name}{${[...matchers, ...this.ofRoutes].join(',')}}[${this.window}]))`;
  }

  /**
   * A series of cert-manager. The certificate's namespace stands in `exported_namespace`, or, where the scrape honours labels, in
   * `namespace`.
   */
  public certificates(name: string, ...matchers: string[]): string {
    const namespaces = this.props.certificateNamespaces;
    const select = (...more: string[]) => {
      const all = [...matchers, ...this.everywhere, ...more];
      return all.length > 0 ? `${name}{${all.join(',')}}` : name;
    };
    if (!namespaces) {
      return select();
    }
    const pattern = quoted(namespaces.join('|'));
    return `(${select(`exported_namespace=~${pattern}`)} or ${select('exported_namespace=""', `namespace=~${pattern}`)})`;
  }

  /** The floor of traffic for shares and quantiles. */
  public minimumRate(prop: string, value: number = MINIMUM_RATE): string {
    return this.positive(`${prop}.minimumRate`, value);
  }

  /** A rate above which an alert fires. */
  public positive(what: string, value: number): string {
    if (!isToken(value) && !(value > 0 && Number.isFinite(value))) {
      throw mistake(this.scope, `${what} is ${value}: expected a number of requests per second above 0; write for instance 0.5 for one in two seconds`);
    }
    return plainNumber(value);
  }

  /** A number strictly between 0 and 1. */
  public share(what: string, value: number): string {
    if (!isToken(value) && !(value > 0 && value < 1)) {
      throw mistake(this.scope, `${what} is ${value}: expected a number between 0 and 1, both excluded; write for instance 0.1 for a tenth`);
    }
    return plainNumber(value);
  }

  /** A latency in milliseconds that a histogram can tell from a higher one. */
  public milliseconds(what: string, value: Duration, highestBucket: Duration): string {
    const [given, highest] = [value.toMilliseconds(), highestBucket.toMilliseconds()];
    if (given <= 0 || given >= highest) {
      throw mistake(this.scope, `${what} is ${given} ms: expected more than 0 and less than ${highest} ms, the highest bucket of the histogram, above which it would never fire; choose one between`);
    }
    return plainNumber(given);
  }
}
