export const bytesBench = { name: 'bytes', about: '', run: () => Promise.resolve({}) };
