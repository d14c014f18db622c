// Runs a bench on `src` and `workers` as `npm run build:modules` has compiled them, file by file, so that a profile
// tells them apart: tsx gives every function its name again whenever it is made, which costs.
import { register } from "node:module";

register("./resolve-built.mjs", import.meta.url);
