import { alertsAbout } from './alert-subjects';
import { GatewayAlert } from './gateway-alert';
import { checkedReason } from '../policies/reason';

/** Alerts that are left out, with the reason why; it is kept in an annotation of the object. */
export class WithoutAlert {
  /** One alert. */
  public static because(alert: GatewayAlert, reason: string): WithoutAlert {
    return new WithoutAlert([alert], alert, reason);
  }

  /** All alerts about certificates: where cert-manager does not issue them. */
  public static aboutCertificates(reason: string): WithoutAlert {
    return new WithoutAlert(alertsAbout('certificates'), 'alerts about certificates', reason);
  }

  /** All alerts about the controller: where nothing scrapes it, or another app watches it. */
  public static aboutController(reason: string): WithoutAlert {
    return new WithoutAlert(alertsAbout('controller'), 'alerts about the controller', reason);
  }

  /** All alerts about the gateway's nodes: where another app watches them. */
  public static aboutNodes(reason: string): WithoutAlert {
    return new WithoutAlert(alertsAbout('nodes'), 'alerts about the nodes', reason);
  }

  /** Why. */
  public readonly reason: string;
  private readonly left: GatewayAlert[];

  private constructor(alerts: GatewayAlert[], what: string, reason: string) {
    this.left = alerts;
    this.reason = checkedReason(`leaving out ${what}`, reason);
  }

  /** The alerts, as a copy. */
  public get alerts(): GatewayAlert[] {
    return [...this.left];
  }
}
