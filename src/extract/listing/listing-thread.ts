import { serveThread } from "../../ground/thread/serve-thread.ts";
import { readListing } from "./read-listing.ts";

serveThread(readListing);
