/** The one client of this page: everything that pages know of the server comes through it. */
import { GameClient } from '#sdk/index.ts';

export const game = new GameClient({ url: window.location.origin, storage: window.localStorage });
