package dev.patchbay.shell.expand;

/// Collects what matches are replaced by: an `&` that is not quoted stands for the match, a
/// backslash quotes it.
final class ReplacementSink extends TextSink {
  @Override
  void quoted(String characters) {
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      if (c == '&' || c == '\\') {
        super.quoted("\\");
      }
      super.quoted(String.valueOf(c));
    }
  }
}
