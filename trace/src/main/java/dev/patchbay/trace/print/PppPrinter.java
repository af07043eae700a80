package dev.patchbay.trace.print;

/// The protocols over a point-to-point link (RFC 1661).
final class PppPrinter {
  private PppPrinter() {}

  static void print(Dissection d, int at, int length) {}
}
