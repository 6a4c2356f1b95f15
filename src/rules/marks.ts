/** On a construct that stands for a plugin object which exists without this app. */
export const IMPORTED_PLUGIN = Symbol.for('gatewarden.imported-plugin');
/** On a plugin object whose type is one of the user's own, however much it looks like one of Kong's. */
export const CUSTOM_PLUGIN = Symbol.for('gatewarden.custom-plugin');
/** On a construct that makes the settings of a gateway's nodes. */
export const GATEWAY_SETTINGS = Symbol.for('gatewarden.GatewaySettings');
/** On a scope: the findings that are accepted there and below. */
export const ACKNOWLEDGEMENTS = Symbol.for('gatewarden.acknowledgements');
/** On a root: that the guards are installed. */
export const WATCHED = Symbol.for('gatewarden.watched');
/** On an object that the library has made. */
export const MANAGED = Symbol.for('gatewarden.managed');
/** On a construct that stands for an abuse guard of another app; its value is what that one maintains. */
export const IMPORTED_GUARD = Symbol.for('gatewarden.imported-abuse-guard');
