/** Sinks of Serilog that send lines away by themselves. Source: https://github.com/serilog/serilog/wiki/Provided-Sinks */
export const shippingSinks: readonly string[] = [
  ...['Seq', 'Elasticsearch', 'Graylog', 'GrafanaLoki', 'LokiHttp', 'Http', 'DurableHttpUsingFileSizeRolledBuffers'],
  ...['OpenTelemetry', 'ApplicationInsights', 'DatadogLogs', 'EventCollector', 'TCPSink', 'UDPSink', 'Sentry'],
  ...['MSSqlServer', 'PostgreSQL', 'MongoDB', 'AmazonCloudWatch', 'AzureAnalytics', 'Fluentd', 'NewRelicLogs'],
];
