export const turnCostBench = { name: 'turn-cost', about: '', run: () => Promise.resolve({}) };
