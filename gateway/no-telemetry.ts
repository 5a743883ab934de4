/** Imported before @apollo/gateway, which would report to its maker and probe the cloud's metadata service. */
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
