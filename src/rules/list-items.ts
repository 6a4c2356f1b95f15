/** The objects in a List, which kubectl applies one by one; anything else is itself. */
export function itemsOf(manifest: any): any[] {
  if (manifest?.kind !== 'List' || manifest.apiVersion !== 'v1' || !Array.isArray(manifest.items)) {
    return [manifest];
  }
  return manifest.items.filter((item: unknown) => typeof item === 'object' && item !== null).flatMap(itemsOf);
}
