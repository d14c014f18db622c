/** The server could not have its address. */
export class ListenError extends Error {
  override readonly name = "ListenError";
  constructor(host: string, port: number, cause: NodeJS.ErrnoException) {
    super(`${explain(host, port, cause)} Set serve.host and serve.port in the YAML to another place.`, {
      cause,
    });
  }
}

function explain(host: string, port: number, { code, message }: NodeJS.ErrnoException): string {
  if (code === "EADDRINUSE") return `Port ${port} on ${host} is taken by another program.`;
  if (code === "EACCES") return `Port ${port} may not be opened by this user.`;
  if (code === "EADDRNOTAVAIL") return `${host} is no address of this machine.`;
  return `${host}:${port} could not be opened: ${message}.`;
}
