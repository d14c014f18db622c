import { access } from "node:fs/promises";

/** Whether there is something at the path. */
export function fileIsThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
