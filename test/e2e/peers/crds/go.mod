// Where the custom resource definitions come from: sources only, nothing of it is built.
//
// The checksum database has no entry for github.com/kong/kubernetes-configuration. Its hashes in go.sum were taken from the first
// download, made once with GONOSUMDB=github.com/kong/*, and compared with a copy of the same definitions from elsewhere; since then Go
// checks against them as against any other, and no setting is needed. For another version, do the same.
module gatewarden.test/crds

go 1.24.0

require (
	github.com/cert-manager/cert-manager v1.21.2
	github.com/kong/kubernetes-configuration v1.5.2
	github.com/prometheus-operator/prometheus-operator v0.85.0
	sigs.k8s.io/gateway-api v1.4.1
)
