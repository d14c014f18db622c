import { totalmem } from "node:os";

/** Bytes of memory that this process may have: the machine's, or its container's where that is less. */
export const MEMORY = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
