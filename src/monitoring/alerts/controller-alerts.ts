import { AlertContext } from './alert-context';
import { AlertRule } from './alert-rule';
import { GatewayAlert } from '../gateway-alert';

/** Whether what Kubernetes says is what the gateway does. */
export function controllerAlerts(context: AlertContext): AlertRule[] {
  const { configPush, configTranslation, controllerMetricsAbsent } = context.props;
  return [
    {
      alert: GatewayAlert.CONFIG_PUSH_FAILING,
      prop: 'configPush',
      settings: configPush,
      // The controller tries again every few seconds, so that the counter goes on growing while it fails.
      expr: `sum by (dataplane, failure_reason) (increase(${context.series('ingress_controller_configuration_push_count', 'success="false"')}[${context.window}])) > 0`,
      for: '10m',
      severity: 'critical',
      summary: 'The gateway refuses its configuration',
      description: 'The controller cannot push the configuration to {{ $labels.dataplane }} ({{ $labels.failure_reason }}). The gateway runs on with the last one; a gateway pod that starts now has none.',
      runbook: 'kubectl get events --all-namespaces --field-selector reason=KongConfigurationApplyFailed names the object that Kong refuses. Usual causes: two plugins of one type on a route, '
        + 'a plugin that this edition lacks, a setting of another version. Revert the last change of that object. No change anywhere takes effect until then: not a denied address, not a withdrawn credential.',
    },
    {
      alert: GatewayAlert.CONFIG_TRANSLATION_BROKEN,
      prop: 'configTranslation',
      settings: configTranslation,
      expr: `${context.series('ingress_controller_translation_broken_resource_count')} > 0`,
      for: '5m',
      severity: 'critical',
      summary: 'Objects are left out of the gateway\'s configuration',
      description: 'The controller leaves {{ $value }} objects out. If a plugin or a credential is among them, a route is served without it.',
      runbook: 'kubectl get events --all-namespaces --field-selector reason=KongConfigurationTranslationFailed names the objects. Treat it as an open door: check first that protected routes '
        + 'still answer 401 without a token. Then mend the object: a plugin that does not exist in the namespace of the route, a Secret without its label or key, one key on two consumers.',
    },
    {
      alert: GatewayAlert.CONTROLLER_METRICS_ABSENT,
      prop: 'controllerMetricsAbsent',
      settings: controllerMetricsAbsent,
      expr: `absent(${context.series('ingress_controller_translation_count')})`,
      for: '10m',
      severity: 'critical',
      summary: 'Nothing tells whether the gateway\'s configuration is applied',
      description: 'There are no series of the ingress controller: refused configurations and lost plugins would not be noticed.',
      runbook: 'See whether the controller runs, whether its pods have the port that the PodMonitor or ServiceMonitor names (cmetrics in Kong\'s Helm chart), '
        + 'and whether that object has the labels by which Prometheus selects it.',
    },
  ];
}
