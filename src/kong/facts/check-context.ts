import type { ConfigView } from './config-view';
import type { Edition } from './fact-types';

/** The gateway that a config is checked for. */
export interface Target {
  /** `major.minor`; what follows is not looked at. */
  readonly version: string;
  readonly edition: Edition;
  /** @default true */
  readonly dbless?: boolean;
}

/** Everything that one check sees, and the errors it has found. */
export interface CheckContext {
  readonly plugin: string;
  readonly version: string;
  readonly minor: number;
  readonly edition: Edition;
  readonly dbless: boolean;
  readonly view: ConfigView;
  readonly errors: string[];
}

/** A rule of one plugin that no single field can show. Its text continues the plugin's name. */
export type EntityCheck = (view: ConfigView, context: CheckContext, fail: (text: string) => void) => void;

export function gatewayName(context: { edition: Edition; version: string }): string {
  return `${context.edition} ${context.version}`;
}
