package dev.patchbay.tools.curl;

import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.TcpStream;
import dev.patchbay.tools.http.Lines;

/// A connection that may serve several requests, with its number.
record Connection(TcpStream stream, Lines lines, String place, int number) {
  /// Whether more has come than was asked for, or it has ended.
  boolean isDead() {
    try {
      return lines.hasMore() || stream.readNow(new byte[1], 0, 1) != 0;
    } catch (StreamException e) {
      return true;
    }
  }

  void close() {
    stream.close();
  }
}
