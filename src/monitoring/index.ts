export * from './alert-settings';
export * from './gateway-alert';
export * from './gateway-alerts';
export * from './gateway-alerts-props';
export * from './gateway-metrics';
export * from './metrics-scrape';
export * from './without-alert';
