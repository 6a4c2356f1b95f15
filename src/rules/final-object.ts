import { ApiObject } from 'cdk8s';
import { GatewaysInUse } from './gateways-in-use';
import { KongGateway } from '../gateway/kong-gateway';

/** A Kubernetes object as it will be written, after patches. */
export interface FinalObject {
  /** The construct that it comes from. */
  readonly source: ApiObject;
  /** Its content. A rule reads it and never changes it. */
  readonly manifest: any;
  readonly kind: string;
  /** The part of apiVersion before the slash; empty for the core group. */
  readonly group: string;
  readonly name: string;
  /** The namespace that is written; undefined is whatever namespace it is applied to. */
  readonly namespace?: string;
  /** The annotations, as texts. */
  readonly annotations: Record<string, string>;
  /** The class that it asks for by annotation or field; undefined if by neither. */
  readonly ingressClass?: string;
  /** The gateway that serves it: that of its class if the app has one, otherwise that of its scope. */
  readonly gateway: KongGateway;
  /** In which of the app's clusters it is, as far as the gateways tell. Two objects of different clusters never meet. */
  readonly cluster: number;
}

/** The annotation for the class of an object; on an Ingress it wins over the field, also when it is empty. */
export const CLASS = 'kubernetes.io/ingress.class';

/** The object that a construct makes, as it is rendered. */
export function finalObject(source: ApiObject, manifest: any, gateways: GatewaysInUse): FinalObject {
  const annotations = texts(manifest.metadata?.annotations);
  const kind = String(manifest.kind);
  const version = String(manifest.apiVersion);
  const ingressClass = annotations[CLASS] ?? (kind === 'Ingress' ? manifest.spec?.ingressClassName : undefined);
  const own = KongGateway._serving(source);
  return {
    source,
    manifest,
    kind,
    group: version.includes('/') ? version.slice(0, version.indexOf('/')) : '',
    name: String(manifest.metadata?.name ?? ''),
    namespace: manifest.metadata?.namespace,
    annotations,
    ingressClass,
    gateway: gateways.serving(ingressClass, own),
    cluster: gateways.clusterFor(ingressClass, own),
  };
}

/** Whether the controller takes an object: it has the class of its gateway, or none and counts on a default class. */
export function isKongs(object: FinalObject): boolean {
  return object.ingressClass === undefined || object.ingressClass === object.gateway.ingressClassName;
}

/** An object as people name it in texts: `KongPlugin shop/jwt`. */
export function nameOf(object: FinalObject): string {
  return `${object.kind} ${object.namespace ? `${object.namespace}/` : ''}${object.name}`;
}

/** A namespace as people name it in texts. */
export function namespaceName(namespace: string | undefined): string {
  return namespace ?? '(none)';
}

/** A value that should be a list, as one. */
export function list(value: unknown): any[] {
  return Array.isArray(value) ? value : [];
}

/** A value that should be a map, as one. */
export function map(value: unknown): Record<string, any> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, any> : {};
}

/** The labels of an object, as texts. */
export function labelsOf(object: FinalObject): Record<string, string> {
  return texts(object.manifest.metadata?.labels);
}

/** YAML of users may hold numbers and booleans where Kubernetes wants texts; a rule of its own tells them. */
function texts(value: unknown): Record<string, string> {
  const entries = map(value);
  for (const key in entries) {
    if (typeof entries[key] !== 'string') {
      return Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, String(text)]));
    }
  }
  return entries;
}
