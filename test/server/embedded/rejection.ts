/** The error a promise is expected to end in; chai alone says nothing about promises. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (outcome instanceof Error) return outcome;
  throw new Error('expected a rejection with an Error');
}
