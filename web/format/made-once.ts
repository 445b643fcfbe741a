/** Makes something when it is first asked for: a format of `Intl` takes milliseconds, and no page shows all of them. */
export function madeOnce<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
