package dev.patchbay.stack.route;

/// Next hops with a number of their own.
final class NexthopObject {}
