/** All functions of `torch` that are more than an operation. Importing this fills the table. */
import "./autocast.ts";
import "./create.ts";
import "./functions.ts";
import "./modes.ts";
import "./module.ts";
import "./optim.ts";
import "./random.ts";
import "./settings.ts";

export { libraryFunctions } from "./define.ts";
