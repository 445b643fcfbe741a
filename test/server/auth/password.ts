/** One that will do. */
export const PASSWORD = 'small hours on the line';
