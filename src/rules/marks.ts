/** On a construct that stands for a plugin object which exists without this app. */
export const IMPORTED_PLUGIN = Symbol.for('gatewarden.imported-plugin');
/** On a scope: the findings that are accepted there and below. */
export const ACKNOWLEDGEMENTS = Symbol.for('gatewarden.acknowledgements');
/** On a root: that the guards are installed. */
export const WATCHED = Symbol.for('gatewarden.watched');
