import { App, Testing } from 'cdk8s';
import { storefront } from '../../examples/storefront/main';
import { find } from '../support/app';

const PLUGINS = 'konghq.com/plugins';
let made: any[] | undefined;

/** The objects of the storefront as plain data, to be broken in one place. A name that is not there is an error: a mutant must change what is meant. */
export class Objects {
  /** The storefront as it is. */
  public static ofStorefront(): Objects {
    made ??= storefront(new App()).charts.flatMap(chart => Testing.synth(chart));
    return new Objects(structuredClone(made));
  }

  private constructor(private objects: any[]) {}

  /** All of them, in the order of the pages. */
  public get all(): any[] {
    return this.objects;
  }

  public get(kind: string, name: string): any {
    return find(this.objects, kind, name);
  }

  /** The configuration of a plugin. */
  public config(plugin: string): any {
    return this.get('KongPlugin', plugin).config;
  }

  public route(name: string): any {
    return this.get('Ingress', name);
  }

  /** The one path of a route for a host. */
  public path(route: string): any {
    return this.route(route).spec.rules[0].http.paths[0];
  }

  /** Sets an annotation; undefined takes it away. */
  public annotate(kind: string, name: string, annotation: string, value: string | undefined): void {
    const { annotations } = this.get(kind, name).metadata;
    if (value === undefined && !(annotation in annotations)) {
      throw new Error(`${kind} ${name} has no annotation ${annotation}`);
    }
    value === undefined ? delete annotations[annotation] : annotations[annotation] = value;
  }

  /** Takes plugins off a route. */
  public unplug(route: string, ...plugins: string[]): void {
    const names = this.pluginsOf(route);
    const missing = plugins.filter(name => !names.includes(name));
    if (missing.length > 0) {
      throw new Error(`Ingress ${route} has no plugin ${missing.join(', ')}`);
    }
    this.annotate('Ingress', route, PLUGINS, names.filter(name => !plugins.includes(name)).join());
  }

  /** Puts one more plugin on a route. */
  public plug(route: string, plugin: string): void {
    this.annotate('Ingress', route, PLUGINS, [...this.pluginsOf(route), plugin].join());
  }

  /** Writes another name in the place of one. */
  public replug(route: string, from: string, to: string): void {
    this.annotate('Ingress', route, PLUGINS, this.pluginsOf(route).map(name => name === from ? to : name).join());
  }

  /** A KongPlugin of the shop. */
  public addPlugin(name: string, plugin: string, config: any): void {
    this.add({ apiVersion: 'configuration.konghq.com/v1', kind: 'KongPlugin', metadata: { name, namespace: 'shop' }, plugin, config });
  }

  public add(...objects: any[]): void {
    this.objects.push(...objects);
  }

  public remove(kind: string, name: string): void {
    const object = this.get(kind, name);
    this.objects = this.objects.filter(each => each !== object);
  }

  /** One of the alerts. */
  public alert(name: string): any {
    const rules = this.objects.filter(({ kind }) => kind === 'PrometheusRule').flatMap(({ spec }) => spec.groups).flatMap((group: any) => group.rules);
    return rules.find((rule: any) => rule.alert === name);
  }

  /** Writes another text in an alert's expression, wherever it stands. */
  public rewrite(alert: string, from: string, to: string): void {
    const rule = this.alert(alert);
    if (!rule.expr.includes(from)) {
      throw new Error(`${alert} does not say ${from}`);
    }
    rule.expr = rule.expr.replaceAll(from, to);
  }

  private pluginsOf(route: string): string[] {
    return this.route(route).metadata.annotations[PLUGINS].split(',');
  }
}
