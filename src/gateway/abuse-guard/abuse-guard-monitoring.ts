import { Duration } from 'cdk8s';
import { checkedReason } from '../../policies/reason';
import { expectDuration } from '../../values/kinds';

/** How Prometheus Operator finds the metrics and alerts of an abuse guard. */
export interface AbuseGuardMonitoringOptions {
  /**
   * The labels by which Prometheus selects PodMonitors and rules, for instance `release: kube-prometheus-stack`. What lacks them is never
   * loaded, and nobody is told; `{}` where Prometheus takes every one.
   */
  readonly labels: { [key: string]: string };

  /**
   * Labels of every alert, by which Alertmanager routes it, for instance `team: platform`. `severity` is set per alert.
   *
   * @default - none beside `severity`
   */
  readonly alertLabels?: { [key: string]: string };

  /**
   * How often Prometheus collects.
   *
   * @default - as its configuration says
   */
  readonly interval?: Duration;

  /**
   * Where runbooks are. Each alert gets the annotation `runbook_url`: this, and its name.
   *
   * @default - none; the text of the annotation `runbook` is there always
   */
  readonly runbookBaseUrl?: string;
}

const LABEL = /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/;

/** Whether and how an abuse guard is watched. */
export class AbuseGuardMonitoring {
  /**
   * A PodMonitor and a PrometheusRule with its alerts.
   *
   * @throws when a label of the alerts is none that Prometheus takes or is set per alert, the interval is 0, or the runbooks have no url
   */
  public static prometheusOperator(options: AbuseGuardMonitoringOptions): AbuseGuardMonitoring {
    const wrong = Object.keys(options.alertLabels ?? {}).find(label => !LABEL.test(label) || label === 'severity' || label === 'alertname');
    if (wrong !== undefined) {
      throw new Error(`alertLabels has '${wrong}': expected letters, digits and '_', and neither severity nor alertname, which every alert has of its own; rename it`);
    }
    expectDuration('the interval of the abuse guard\'s metrics', options.interval);
    if (options.interval && options.interval.toMilliseconds() <= 0) {
      throw new Error('the interval of the abuse guard\'s metrics is 0: expected how often prometheus collects; leave it out for its own');
    }
    if (options.runbookBaseUrl !== undefined && !/^https?:\/\/[^\s]+$/.test(options.runbookBaseUrl)) {
      throw new Error(`runbookBaseUrl '${options.runbookBaseUrl}' is not a url: expected http or https; write for instance 'https://wiki.example.com/runbooks/'`);
    }
    return new AbuseGuardMonitoring(options);
  }

  /**
   * Nothing is made: the guard is watched in another way, by its metrics at port 9090.
   *
   * @throws when the reason is no sentence
   */
  public static none(reason: string): AbuseGuardMonitoring {
    return new AbuseGuardMonitoring(undefined, checkedReason('leaving the abuse guard unwatched', reason));
  }

  private constructor(
    /** @internal */
    public readonly _options?: AbuseGuardMonitoringOptions,
    /** Why nothing is made, if nothing is. */
    public readonly reason?: string) {}
}
