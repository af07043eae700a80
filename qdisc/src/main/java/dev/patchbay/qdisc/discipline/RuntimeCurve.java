package dev.patchbay.qdisc.discipline;

/// A service curve at work: what has been got by when, from a point on (`runtime_sc`). Times are
/// nanoseconds, amounts bytes.
final class RuntimeCurve {
  private static final double SECOND = 1e9;
  private static final long NEVER = Long.MAX_VALUE / 4;

  private double x;
  private double y;
  private double first;
  private double dx;
  private double dy;
  private double second;

  RuntimeCurve(ServiceCurve curve, long x, long y) {
    this.x = (double) x;
    this.y = (double) y;
    first = curve.first() / SECOND;
    second = curve.second() / SECOND;
    dx = curve.micros() * 1000.0;
    dy = dx * first;
  }

  RuntimeCurve(RuntimeCurve other) {
    x = other.x;
    y = other.y;
    first = other.first;
    dx = other.dx;
    dy = other.dy;
    second = other.second;
  }

  /// Only the second piece from its start on.
  void skipFirst() {
    dx = 0;
    dy = 0;
  }

  /// When so many bytes will have been served (`rtsc_y2x`).
  long timeOf(long of) {
    double bytes = (double) of;
    if (bytes < y) {
      return (long) x;
    }
    if (bytes <= y + dy) {
      return (long) (dy == 0 ? x + dx : x + (bytes - y) / first);
    }
    return second == 0 ? NEVER : (long) (x + dx + (bytes - y - dy) / second);
  }

  private double bytesAt(double time) {
    if (time <= x) {
      return y;
    }
    return time <= x + dx ? y + (time - x) * first : y + dy + (time - x - dx) * second;
  }

  /// Becomes the lesser of itself and of the curve from that point on (`rtsc_min`).
  void least(ServiceCurve curve, long time, long bytes) {
    double atX = (double) time;
    double atY = (double) bytes;
    double here = bytesAt(atX);
    if (!curve.isConcave()) {
      if (here >= atY) {
        x = atX;
        y = atY;
      }
      return;
    }
    if (here <= atY) {
      return;
    }
    double curveX = curve.micros() * 1000.0;
    double curveY = curveX * first;
    if (bytesAt(atX + curveX) >= atY + curveY) {
      dx = curveX;
      dy = curveY;
    } else {
      // They cross in between: the first piece goes on up to there.
      double to = (here - atY) / (first - second);
      dx = x + dx > atX ? to + x + dx - atX : to;
      dy = dx * first;
    }
    x = atX;
    y = atY;
  }
}
