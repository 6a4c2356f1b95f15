import { byText, nameOf, Obj } from './objects';

/** The one reason that the controller gives when it translates. */
export const REASON = 'KongConfigurationTranslationFailed';

/** A Warning event that the controller raises. */
export interface KongEvent {
  readonly object: string;
  readonly message: string;
}

/** Collects events: one per object and message, as a cluster shows them. */
export class Events {
  private readonly seen = new Map<string, KongEvent>();

  public add(message: string, ...objects: (Obj | undefined)[]): void {
    for (const object of objects) {
      if (object) {
        const event = { object: nameOf(object), message };
        this.seen.set(`${event.object}\t${message}`, event);
      }
    }
  }

  public all(): KongEvent[] {
    return [...this.seen].sort(([a], [b]) => byText(a, b)).map(([, event]) => event);
  }
}
