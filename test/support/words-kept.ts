/** Looks for words in everything that a database has, whatever the collection. */
import { expect } from 'chai';
import type { Db } from 'mongodb';

/** Throws when one of the words stands anywhere, with the places where it does. */
export async function expectNowhere(db: Db, words: readonly string[]): Promise<void> {
  const found: string[] = [];
  for (const { name } of await db.listCollections().toArray()) {
    if (name.startsWith('system.')) continue;
    for await (const document of db.collection(name).find()) {
      const text = JSON.stringify(document, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
      for (const word of words) if (text.includes(word)) found.push(`${name}/${String(document._id)} has ${word}`);
    }
  }
  expect(found).to.deep.equal([]);
}
