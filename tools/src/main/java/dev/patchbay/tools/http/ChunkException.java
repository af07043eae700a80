package dev.patchbay.tools.http;

import java.io.IOException;

/// There should be a chunk of a body, and is none.
public final class ChunkException extends IOException {
  private static final long serialVersionUID = 1;

  ChunkException() {
    super("no chunk");
  }
}
