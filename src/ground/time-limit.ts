import { createContext, Script } from "node:vm";

/** Does some work; undefined when it was not done within so many ms, and was broken off. */
export type TimeLimit = <T>(ms: number, work: () => T) => { readonly value: T } | undefined;

const RUN = new Script("run()");

/**
 * Breaks off work that does not give the event loop back: a regular expression of a person's own may take years on some
 * text. Costs a fifth of a millisecond a call, whatever the work is.
 */
export function createTimeLimit(): TimeLimit {
  const room: { run?: () => void } = createContext({});
  return <T>(timeout: number, work: () => T) => {
    let done: { value: T } | undefined;
    room.run = () => {
      done = { value: work() };
    };
    try {
      RUN.runInContext(room, { timeout });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
      return undefined;
    }
    return done;
  };
}
