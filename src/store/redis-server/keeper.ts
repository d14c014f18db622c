// A process of its own, small and detached, that starts the private Redis of a data folder, lives exactly as long as
// somebody uses it, and ends it. A user is an open connection to the keeper's socket, which the kernel closes however
// its process ends: so no crash leaves Redis behind, and none takes it away from the others.
//
//   keeper -> user   "ready" | "failed WHY" | "closing"     (one line each)
//                    "aside FOLDER"   before "ready": Redis's files were damaged, and were moved there
//   user -> keeper   "bye"   the connection closes when the user was not the last, or when Redis has ended
//
// Run as: node keeper.js DATA_DIR REDIS_SERVER
import { createServer, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { discard } from "../../ground/files.ts";
import { holdLock } from "./lock.ts";
import { placesOf } from "./places.ts";
import { type PrivateServer, startServer } from "./private-server.ts";

/** Who asked for the keeper has this long to arrive, ms. */
const FIRST_USER_MS = 10_000;
/** Restarts after unexpected ends, within a minute, before the keeper gives up. */
const MAX_RESTARTS = 5;
const MINUTE = 60_000;

const [dataDir = "", binary = ""] = process.argv.slice(2);
const places = await placesOf(dataDir);
const users = new Set<Socket>();
const restarts: number[] = [];
let word: "starting" | "ready" | "closing" | `failed ${string}` = "starting";
let server: PrivateServer | undefined;
/** A folder that nobody was told of yet. */
let aside: string | undefined;
let firstUserExpected = true;

const door = createServer((user) => {
  firstUserExpected = false;
  users.add(user);
  user.on("error", () => {}); // "close" follows
  user.on("data", (line) => line.toString().startsWith("bye") && dismiss(user));
  user.on("close", () => {
    users.delete(user);
    closeWhenUnused();
  });
  tellAside();
  if (word !== "starting") user.write(`${word}\n`);
});

function say(next: typeof word): void {
  word = next;
  tell(next);
}

/** Once: to those who are there, else to the first who comes. */
function tellAside(): void {
  if (aside === undefined || users.size === 0) return;
  tell(`aside ${aside}`);
  aside = undefined;
}

function tell(line: string): void {
  for (const user of users) user.write(`${line}\n`);
}

/** The last one's connection stays open until Redis has ended: whoever says "bye" knows that nothing is left. */
function dismiss(user: Socket): void {
  if (users.size > 1 || word !== "ready") user.destroy();
  else void close();
}

function closeWhenUnused(): void {
  if (word === "ready" && users.size === 0 && !firstUserExpected) void close();
}

async function close(): Promise<void> {
  say("closing");
  await server?.stop();
  await end(0);
}

async function end(status: number): Promise<never> {
  await release?.();
  if (places.link !== undefined) await discard(places.link); // whoever comes makes it anew
  for (const user of users) user.destroy();
  process.exit(status);
}

async function start(): Promise<void> {
  word = "starting";
  try {
    server = await startServer(places, binary);
  } catch (error) {
    say(`failed ${(error as Error).message.replace(/\s+/g, " ")}`);
    await pause(50); // the line has to leave before the process does
    return end(1);
  }
  aside = server.setAside ?? aside;
  tellAside();
  say("ready");
  void restartWhenEnded(server);
  closeWhenUnused();
}

/** While somebody uses it, Redis is started again whatever ended it: its data is in the AOF. */
async function restartWhenEnded(running: PrivateServer): Promise<void> {
  await running.ended;
  if (word !== "ready") return;
  restarts.push(Date.now());
  if (restarts.filter((at) => Date.now() - at < MINUTE).length > MAX_RESTARTS) return end(1);
  await start();
}

// With a terminal or a service manager every process gets these; this one ends when its last user has ended.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => {});

const release = await holdLock(door, places.keeperSocket);
if (!release) process.exit(0); // another keeper has the folder
await start();
await pause(FIRST_USER_MS);
firstUserExpected = false;
closeWhenUnused();
