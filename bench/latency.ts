export const latencyBench = { name: 'latency', about: '', run: () => Promise.resolve({}) };
