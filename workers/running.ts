/** Something that was started and must be ended by who started it. */
export interface Running {
  /** Lets the work in hand finish, then stops. */
  close(): Promise<void>;
}
