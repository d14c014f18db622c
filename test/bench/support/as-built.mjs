// Runs a bench on the program as people run it: `src` and `workers` as `npm run build` has compiled them, instead of
// through tsx, which gives every function its name again whenever it is made.
import { register } from "node:module";

register("./resolve-built.mjs", import.meta.url);
