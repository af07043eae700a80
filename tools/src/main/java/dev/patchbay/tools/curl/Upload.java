package dev.patchbay.tools.curl;

/// What is sent behind the header of a request.
final class Upload {
  private final byte[] bytes;
  private final String type;
  private final boolean isFile;

  /// @param type what it is, or empty
  /// @param isFile whether it is a file that is put there (`-T`)
  Upload(byte[] bytes, String type, boolean isFile) {
    this.bytes = bytes;
    this.type = type;
    this.isFile = isFile;
  }

  byte[] bytes() {
    return bytes;
  }

  String type() {
    return type;
  }

  boolean isFile() {
    return isFile;
  }
}
