/** Made-up prose for benches that stream. */

/** Text with the variety of real prose, the same every time: repeated filler would compress too well. */
export function prose(characters: number): string {
  const words =
    'the a harbor lantern keeper salt stone wind listened slowly under between broken letter morning gull rope window careful ' +
    'whistle promise eleven thirteen garden ashes copper river answer forgotten quarrel ladder thimble orchard ferry rain velvet ' +
    'crooked signal neighbor kettle drifted counted borrowed hollow spoke turned gathered almost never again before beside';
  const list = words.split(' ');
  let text = '';
  for (let dice = 7; text.length < characters; dice = Number((BigInt(dice) * 1_103_515_245n + 12_345n) % 2n ** 31n)) {
    // The low digits of such dice repeat soon; the high ones do not.
    const thrown = Math.floor(dice / 2 ** 16);
    text += `${list[thrown % list.length] ?? ''}${thrown % 11 === 0 ? '. ' : ' '}`;
  }
  return `${text.slice(0, characters - 1)}.`;
}

/** In pieces of about the same length. */
export function cut(text: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    text.slice(Math.floor((index * text.length) / count), Math.floor(((index + 1) * text.length) / count)),
  );
}
