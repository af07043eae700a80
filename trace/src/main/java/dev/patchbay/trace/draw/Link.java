package dev.patchbay.trace.draw;

/// Two boxes that are joined, each at a height below its upper edge.
record Link(Box from, double fromAt, Box to, double toAt) {
  Box other(Box box) {
    return box == from ? to : from;
  }

  /// The height at which it leaves a box.
  double at(Box box) {
    return box == from ? fromAt : toAt;
  }

  boolean joins(Box box) {
    return (box == from) != (box == to);
  }
}
