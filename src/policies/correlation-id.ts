import { PluginSpec, Policy } from './policy';
import { HeaderName } from '../values/header-name';

/** How requests are numbered. */
export interface CorrelationIdProps {
  /**
   * The header that carries the id to the backend.
   *
   * @default 'X-Request-ID'
   */
  readonly header?: string;

  /**
   * Whether the client gets the id back.
   *
   * @default true
   */
  readonly echoDownstream?: boolean;
}

/**
 * Gives each request an id by which logs of gateway and backend can be joined. An id that the client sent is kept, so it is no proof of
 * anything and must be escaped where it is logged.
 */
export class CorrelationId extends Policy {
  private readonly header: HeaderName;
  private readonly echo: boolean;

  /** @throws when the header's name is none */
  constructor(props: CorrelationIdProps = {}) {
    super();
    this.header = HeaderName.of(props.header ?? 'X-Request-ID');
    this.echo = props.echoDownstream ?? true;
  }

  /** @internal */
  public _plugins(): PluginSpec[] {
    return [{ plugin: 'correlation-id', config: { header_name: this.header.toString(), generator: 'uuid', echo_downstream: this.echo } }];
  }

  /** @internal */
  public _loosens(enforced: Policy): string | undefined {
    return this.header.sameAs((enforced as CorrelationId).header) ? undefined : 'the header of the correlation id may not change';
  }
}
