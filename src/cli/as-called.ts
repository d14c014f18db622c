/** How a person who called this command calls another: `npx lede run` in a folder with the package, else `lede run`. */
export function asCalled(command: string): string {
  return process.env["npm_lifecycle_event"] === "npx" ? `npx lede ${command}` : `lede ${command}`;
}
