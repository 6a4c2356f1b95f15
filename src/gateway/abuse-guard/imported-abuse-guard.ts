import { Construct } from 'constructs';
import { AbuseGuardLogOptions, IAbuseGuard, ImportedAbuseGuardProps } from './abuse-guard-import-props';
import { AddressRules } from './address-rules';
import { endpointOf, ImportedGuard } from './guard-names';
import { locate, mistake } from '../../errors';
import { AccessLog } from '../../policies/access-log';
import { IMPORTED_GUARD } from '../../rules/marks';
import { watch } from '../../rules/watch';
import { expectBoolean, expectList, expectReference, isSecretRef, isText } from '../../values/kinds';
import { checkServiceName } from '../../values/object-name';
import { KongGateway } from '../kong-gateway';

/** An abuse guard that another app makes. The guards hold the objects of this app against it. */
export class ImportedAbuseGuard extends Construct implements IAbuseGuard {
  public readonly endpoint: string;

  constructor(scope: Construct, id: string, private readonly props: ImportedAbuseGuardProps) {
    super(scope, id);
    const gateway = KongGateway.of(this);
    if (!gateway.isImported) {
      throw mistake(this, 'the gateway is declared in this app, and an abuse guard of another app is imported: expected both in one app; make a new AbuseGuard here, or KongGateway.imported');
    }
    gateway._claim('an abuse guard', this);
    const name = props.name ?? 'abuse-guard';
    const namespace = props.namespace ?? gateway.namespace;
    const tls = props.tls ?? false;
    const value: ImportedGuard = { name, namespace, tls, targets: locate(this, () => targets(props)) };
    locate(this, () => { checkServiceName(name); expectBoolean('tls', props.tls); });
    this.endpoint = endpointOf(name, namespace, tls);
    Object.defineProperty(this, IMPORTED_GUARD, { value });
    watch(this);
    // So that deny lists are left to it. Which lists it knows is for the guards to tell, who see the final objects.
    AddressRules.of(gateway).watch(() => undefined);
  }

  public accessLog(options: AbuseGuardLogOptions = {}): AccessLog {
    if (!this.props.relays) {
      throw mistake(this, 'the abuse guard relays nowhere: expected a collector for the log of an api; give relayTo to the guard in its app and write relays: true here, or leave accessLog out, since the guard is told of every request anyhow');
    }
    const { secret, ...rest } = options;
    return locate(this, () => AccessLog._toGuard(this.endpoint, secret ?? this.props.logSecret, rest));
  }
}

const PLUGIN = /^([a-z0-9][-a-z0-9]*)\/([a-z0-9][-a-z0-9.]*)$/;

function targets({ logSecret, maintains }: ImportedAbuseGuardProps): ImportedGuard['targets'] {
  // What was given in place of a reference may be the secret, and is not repeated.
  expectReference('logSecret', logSecret, isSecretRef, 'a SecretRef', "logSecret: SecretRef.of('abuse-guard', 'secret')");
  if (!logSecret) {
    throw new Error('logSecret is missing: the guard would refuse the logs of this app; write logSecret: SecretRef.of(\'abuse-guard\', \'secret\')');
  }
  return expectList('maintains', maintains ?? [], isText, 'a text', () => "'shop/admin-ip-restriction'").map(text => {
    const [, namespace, name] = PLUGIN.exec(text) ?? [];
    if (name === undefined) {
      throw new Error(`maintains has '${text}': expected namespace and name of a KongPlugin with a slash between; write for instance 'shop/admin-ip-restriction'`);
    }
    return { namespace, name };
  });
}
