/** Registers every module of the cell language. Imported once, by the interpreter. */
import "./standard.ts";
