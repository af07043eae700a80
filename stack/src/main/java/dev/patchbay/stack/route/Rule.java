package dev.patchbay.stack.route;

/// One of the rules that say which tables are asked, in the order of their priorities (`ip rule
/// show`).
public record Rule(int priority, int table) {}
