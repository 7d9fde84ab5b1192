/** Something the user can put right. The message says what is wrong and what to do; it is shown without a stack, with exit code 2. */
export class UserError extends Error {}
