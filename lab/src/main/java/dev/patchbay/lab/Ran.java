package dev.patchbay.lab;

/// How a program ended, and what it printed.
///
/// @param status its exit status; 128 and the signal's number when a signal ended it
/// @param out its standard output
/// @param err its standard error
public record Ran(int status, String out, String err) {}
