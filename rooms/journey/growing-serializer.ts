/** Sends a journey's whole state however long its story is. */
import { SchemaSerializer } from '@colyseus/core';
import type { Client } from '@colyseus/core';
import { Encoder } from '@colyseus/schema';
import type { Schema } from '@colyseus/schema';

/** Most stories fit; beyond it, Colyseus warns of every one. */
Encoder.BUFFER_SIZE = 64 * 1_024;

/**
 * Colyseus encodes what all players see into one buffer, then behind it what one of them sees. When the first does not fit, it
 * grows into a new buffer, but the second still takes it from the old one: whoever joins gets a torn state.
 */
export class GrowingSerializer<State extends Schema> extends SchemaSerializer<State> {
  override getFullState(client?: Client, timing?: Parameters<SchemaSerializer<State>['getFullState']>[1]): Uint8Array {
    const state = super.getFullState(client, timing);
    if (this.fullEncodeCache.buffer === this.fullEncodeBuffer.buffer) return state;
    this.fullEncodeBuffer = new Uint8Array(this.fullEncodeCache.buffer);
    return super.getFullState(client, timing);
  }
}
