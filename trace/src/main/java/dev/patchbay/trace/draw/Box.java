package dev.patchbay.trace.draw;

/// Something with a place and a size, in points; the layout gives it the place.
final class Box {
  final double width;
  final double height;
  double x;
  double y;

  /// Whether something outside hangs on it, so that it would stand at an edge.
  boolean outward;

  /// How many columns of the same rank stand between it and what it hangs on, and, if there are
  /// any, where a wire can pass them: the height, and where the first one begins.
  int passed;

  double laneY;
  double laneX;

  Box(double width, double height) {
    this.width = width;
    this.height = height;
  }

  double right() {
    return x + width;
  }

  double bottom() {
    return y + height;
  }

  /// Turns it round within a width, left to right.
  void mirror(double within) {
    x = within - x - width;
    laneX = within - laneX;
  }

  void move(double dx, double dy) {
    x += dx;
    y += dy;
    laneX += dx;
    laneY += dy;
  }
}
