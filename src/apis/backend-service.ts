import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { IBackend } from './backend';
import { locate, mistake } from '../errors';
import { kongObject, scopedName } from '../kong/kong-object';
import { expectDuration, shownNumber } from '../values/kinds';
import { checkServiceName } from '../values/object-name';
import { isToken } from '../values/token';

/** A Service, with how the gateway talks to it. */
export interface BackendServiceProps {
  /** The labels of the pods. */
  readonly podLabels: { [key: string]: string };

  /**
   * The port of the Service.
   *
   * @default 80
   */
  readonly port?: number;

  /**
   * The port on which the pods listen.
   *
   * @default - that of the Service
   */
  readonly containerPort?: number;

  /**
   * The name of the Service.
   *
   * @default - the scope's path below the chart
   */
  readonly name?: string;

  /**
   * How long the gateway tries to connect.
   *
   * @default Duration.seconds(60)
   */
  readonly connectTimeout?: Duration;

  /**
   * How long the gateway waits between two reads of the answer.
   *
   * @default Duration.seconds(60)
   */
  readonly readTimeout?: Duration;

  /**
   * How long the gateway waits between two writes of the request.
   *
   * @default Duration.seconds(60)
   */
  readonly writeTimeout?: Duration;

  /**
   * How often a request is tried again at another pod when connecting fails.
   *
   * @default 5
   */
  readonly retries?: number;
}

/**
 * The Service of a backend. Timeouts and retries are settings of a Service at Kong, for every route that leads to it, so a backend
 * that is to have them is declared here (or the annotations `konghq.com/…-timeout` and `konghq.com/retries` are put on yours).
 */
export class BackendService extends Construct implements IBackend {
  public readonly name: string;
  public readonly port: number;
  /** The port on which the pods listen. */
  public readonly containerPort: number;
  /** The object. */
  public readonly apiObject: ApiObject;
  private readonly labels: { [key: string]: string };

  /** @throws when there are no pod labels, a port is out of range, or a timeout or the retries are */
  constructor(scope: Construct, id: string, props: BackendServiceProps) {
    super(scope, id);
    this.labels = { ...props.podLabels };
    this.name = props.name ?? scopedName(this);
    locate(this, () => checkServiceName(this.name));
    this.port = props.port ?? 80;
    this.containerPort = props.containerPort ?? this.port;
    if (Object.keys(this.labels).length === 0) {
      throw mistake(this, 'service has no pod labels: expected at least one; without any it leads nowhere');
    }
    for (const port of [this.port, this.containerPort]) {
      if (!isToken(port) && (!Number.isInteger(port) || port < 1 || port > 65535)) {
        throw mistake(this, `service has port ${shownNumber(port)}: expected an integer from 1 to 65535; correct it`);
      }
    }
    const retries = props.retries ?? 5;
    if (!isToken(retries) && (!Number.isInteger(retries) || retries < 0 || retries > 32767)) {
      throw mistake(this, `service has ${shownNumber(retries)} retries: expected an integer from 0 to 32767; 0 switches them off`);
    }
    this.apiObject = kongObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'Service',
      name: this.name,
      annotations: {
        'konghq.com/connect-timeout': this.milliseconds('connectTimeout', props.connectTimeout),
        'konghq.com/read-timeout': this.milliseconds('readTimeout', props.readTimeout),
        'konghq.com/write-timeout': this.milliseconds('writeTimeout', props.writeTimeout),
        'konghq.com/retries': String(retries),
      },
      body: {
        spec: { selector: this.labels, ports: [{ name: 'http', port: this.port, targetPort: this.containerPort }] },
      },
    });
  }

  /** The labels of the pods, as a copy. */
  public get podLabels(): { [key: string]: string } {
    return { ...this.labels };
  }

  private milliseconds(name: string, duration: Duration | undefined): string {
    const value = (locate(this, () => expectDuration(name, duration)) ?? Duration.seconds(60)).toMilliseconds();
    if (value < 1 || value > 2_147_483_646) {
      throw mistake(this, `${name} is ${value} milliseconds: expected 1 to 2147483646; correct it or leave it out for a minute`);
    }
    return String(value);
  }
}
