/** For dialogs that are fetched when they are first opened. */
import { useEffect, useState } from 'react';

/** Opens a moment after the dialog is there: Mantine remembers then where the focus was, to give it back; of one that comes open it does not. */
export function useOpenedLate(opened: boolean): boolean {
  const [isThere, setIsThere] = useState(false);
  useEffect(() => setIsThere(true), []);
  return opened && isThere;
}
