package dev.patchbay.trace.journey;

/// Text among markup.
final class Html {
  /// The text with what markup would take for its own written as an entity.
  static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private Html() {}
}
