/** How a person who called this command calls one: `npx lede run` in a folder with the package, else `lede run`. */
export function asCalled(command: string): string {
  const by = process.env["npm_lifecycle_event"];
  if (by === command) return `npm run ${command}`; // a script of a checkout
  return by === "npx" ? `npx lede ${command}` : `lede ${command}`;
}
