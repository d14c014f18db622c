import { serveThread } from "../ground/thread/serve-thread.ts";
import { extractPage } from "./extract-page.ts";

serveThread(extractPage);
